#!/usr/bin/env bash
# Publishes a service as its image has it, where the .NET SDK is.
#
#   publish.sh PROJECT FOLDER      PROJECT is a folder of services/ or operator/; whatever it is called, FOLDER/start starts it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

project=$1 folder=$2
rm -rf "$folder"
[ -d "services/$project" ] && source=services/$project || source=operator/$project
dotnet publish "$source" --configuration Release --output "$folder" --nologo --verbosity quiet
program=$(cd "$folder" && echo *.runtimeconfig.json)
ln -s "${program%.runtimeconfig.json}" "$folder/start"
