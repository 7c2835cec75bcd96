# One image for each service: --build-arg PROJECT=Proxy (a folder of services/ or operator/).
#
# By itself it builds the service with the .NET SDK's image. With --target published it takes what "dotnet publish" has put into
# artifacts/publish/PROJECT, and needs no SDK image.
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra

# The root file system may be read-only: the runtime's own diagnostics would need a place to write.
FROM ${RUNTIME_IMAGE} AS runtime
ARG PROJECT
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="text2llm ${PROJECT}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV DOTNET_EnableDiagnostics=0 \
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false \
    Listen__Address=0.0.0.0
USER 1654:1654
WORKDIR /app
ENTRYPOINT ["/app/start"]

FROM runtime AS published
ARG PROJECT
COPY artifacts/publish/${PROJECT} /app

FROM ${SDK_IMAGE} AS build
ARG PROJECT
WORKDIR /source
COPY . .
RUN tools/publish.sh "${PROJECT}" /app

FROM runtime
COPY --from=build /app /app
