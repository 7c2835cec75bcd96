{{- define "text2llm.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{/* The labels of an object: (list $ component) */}}
{{- define "text2llm.labels" -}}
{{ include "text2llm.selector" . }}
app.kubernetes.io/part-of: text2llm
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ printf "%s-%s" (index . 0).Chart.Name (index . 0).Chart.Version }}
{{- end }}

{{- define "text2llm.selector" -}}
app.kubernetes.io/name: text2llm
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{/* An image: (list $ image) */}}
{{- define "text2llm.image" -}}
{{- $root := index . 0 }}{{ $image := index . 1 }}
{{- $name := ternary $image.repository (printf "%s/%s" $root.Values.image.registry $image.repository) (empty $root.Values.image.registry) }}
{{- if $image.digest }}{{ $name }}@{{ $image.digest }}{{ else }}{{ $name }}:{{ $image.tag | default $root.Values.image.tag | default $root.Chart.AppVersion }}{{ end }}
{{- end }}

{{/* The version of an API that has two: (list $ group newer older) */}}
{{- define "text2llm.api" -}}
{{- $root := index . 0 }}{{ $newer := printf "%s/%s" (index . 1) (index . 2) }}
{{- if $root.Capabilities.APIVersions.Has $newer }}{{ $newer }}{{ else }}{{ printf "%s/%s" (index . 1) (index . 3) }}{{ end }}
{{- end }}

{{/* Settings as variables of the environment: a map of names to values. */}}
{{- define "text2llm.settings" -}}
{{- range $name, $value := . }}
- {name: {{ $name | replace ":" "__" | quote }}, value: {{ include "text2llm.number" $value | quote }}}
{{- end }}
{{- end }}

{{/* A value as text: whole numbers, which YAML gives as fractions, without an exponent. */}}
{{- define "text2llm.number" -}}
{{- if and (kindIs "float64" .) (eq (floor .) .) }}{{ int64 . }}{{ else }}{{ . }}{{ end }}
{{- end }}

{{/* A list of settings as variables: (list name values) */}}
{{- define "text2llm.listed" -}}
{{- $name := index . 0 }}
{{- range $index, $value := index . 1 }}
- {name: {{ printf "%s__%d" $name $index | quote }}, value: {{ $value | quote }}}
{{- end }}
{{- end }}

{{/* A service's Deployment but for its environment and volumes: (dict "root" $ "component" name "env" yaml "ports" list "token" bool "account" bool) */}}
{{- define "text2llm.deployment" -}}
{{- $root := .root }}{{ $component := .component }}{{ $values := index $root.Values $component }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "text2llm.name" $root }}-{{ $component }}
  namespace: {{ $root.Release.Namespace }}
  labels: {{- include "text2llm.labels" (list $root $component) | nindent 4 }}
spec:
  {{- if not (and (eq $component "proxy") $values.autoscaling.enabled) }}
  replicas: {{ $values.replicas }}
  {{- end }}
  selector:
    matchLabels: {{- include "text2llm.selector" (list $root $component) | nindent 6 }}
  strategy:
    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
  template:
    metadata:
      labels: {{- include "text2llm.labels" (list $root $component) | nindent 8 }}
    spec:
      serviceAccountName: {{ include "text2llm.name" $root }}-{{ $component }}
      automountServiceAccountToken: {{ .account }}
      enableServiceLinks: false
      # What a call may take, and a stop around it: see Shutdown in the services' settings.
      terminationGracePeriodSeconds: 160
      {{- with $root.Values.priorityClassName }}
      priorityClassName: {{ . }}
      {{- end }}
      {{- with $root.Values.image.pullSecrets }}
      imagePullSecrets:
        {{- range . }}
        - name: {{ . }}
        {{- end }}
      {{- end }}
      securityContext:
        runAsNonRoot: true
        runAsUser: 1654
        runAsGroup: 1654
        fsGroup: 1654
        seccompProfile: {type: RuntimeDefault}
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels: {{- include "text2llm.selector" (list $root $component) | nindent 14 }}
      {{- with $root.Values.nodeSelector }}
      nodeSelector: {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $root.Values.tolerations }}
      tolerations: {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $root.Values.affinity }}
      affinity: {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: {{ $component }}
          image: {{ include "text2llm.image" (list $root $values.image) | quote }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: {drop: [ALL]}
          ports:
            {{- range .ports }}
            - {name: {{ .name }}, containerPort: {{ .port }}}
            {{- end }}
            - {name: metrics, containerPort: 9090}
          env:
            # Calls go on to arrive for a moment after a pod is taken out of its Service.
            - {name: Shutdown__Delay, value: "00:00:05"}
            {{- .env | trim | nindent 12 }}
            {{- include "text2llm.settings" $values.settings | trim | nindent 12 }}
          startupProbe: {httpGet: {path: /health/live, port: metrics}, periodSeconds: 1, failureThreshold: 60}
          livenessProbe: {httpGet: {path: /health/live, port: metrics}, periodSeconds: 10, timeoutSeconds: 5}
          readinessProbe: {httpGet: {path: /health/ready, port: metrics}, periodSeconds: 2, timeoutSeconds: 2}
          resources: {{- toYaml $values.resources | nindent 12 }}
          volumeMounts:
            - {name: tmp, mountPath: /tmp}
            {{- if .token }}
            - {name: token, mountPath: /var/run/secrets/text2llm, readOnly: true}
            {{- end }}
      volumes:
        - name: tmp
          emptyDir: {sizeLimit: 64Mi}
        {{- if .token }}
        - name: token
          projected:
            sources:
              - serviceAccountToken: {path: token, audience: text2llm-internal, expirationSeconds: 3600}
        {{- end }}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "text2llm.name" $root }}-{{ $component }}
  namespace: {{ $root.Release.Namespace }}
  labels: {{- include "text2llm.labels" (list $root $component) | nindent 4 }}
  {{- with $values.serviceAccountAnnotations }}
  annotations: {{- toYaml . | nindent 4 }}
  {{- end }}
automountServiceAccountToken: false
{{- if gt (int (include "text2llm.fewest" (list $root $component))) 1 }}
---
apiVersion: {{ include "text2llm.api" (list $root "policy" "v1" "v1beta1") }}
kind: PodDisruptionBudget
metadata:
  name: {{ include "text2llm.name" $root }}-{{ $component }}
  namespace: {{ $root.Release.Namespace }}
  labels: {{- include "text2llm.labels" (list $root $component) | nindent 4 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {{- include "text2llm.selector" (list $root $component) | nindent 6 }}
{{- end }}
{{- end }}

{{/* How many pods a service has at least: (list $ component) */}}
{{- define "text2llm.fewest" -}}
{{- $values := index (index . 0).Values (index . 1) }}
{{- if and (eq (index . 1) "proxy") $values.autoscaling.enabled }}{{ $values.autoscaling.minReplicas }}{{ else }}{{ $values.replicas }}{{ end }}
{{- end }}

{{/* A service's Service: (dict "root" $ "component" name "ports" list) */}}
{{- define "text2llm.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "text2llm.name" .root }}-{{ .component }}
  namespace: {{ .root.Release.Namespace }}
  labels: {{- include "text2llm.labels" (list .root .component) | nindent 4 }}
spec:
  {{- if .headless }}
  clusterIP: None
  {{- end }}
  selector: {{- include "text2llm.selector" (list .root .component) | nindent 4 }}
  ports:
    {{- range .ports }}
    - {name: {{ .name }}, port: {{ .port }}, targetPort: {{ .name }}}
    {{- end }}
    - {name: metrics, port: 9090, targetPort: metrics}
{{- end }}

{{/* The environment that names Redis: (list $ setting) */}}
{{- define "text2llm.redis" -}}
{{- $root := index . 0 }}
{{- if and $root.Values.redis.existingSecret $root.Values.redis.embedded.enabled }}
{{- fail "redis.existingSecret and redis.embedded.enabled are both given: choose one" }}
{{- end }}
{{- if $root.Values.redis.existingSecret }}
- name: {{ index . 1 }}
  valueFrom: {secretKeyRef: {name: {{ $root.Values.redis.existingSecret }}, key: connection-string}}
{{- else if $root.Values.redis.embedded.enabled }}
- {name: {{ index . 1 }}, value: "{{ include "text2llm.name" $root }}-redis:6379"}
{{- end }}
{{- end }}

{{/* Egress that every service needs: names. */}}
{{- define "text2llm.dns" -}}
- to: {{- toYaml .Values.networkPolicy.dns.to | nindent 4 }}
  ports: {{- toYaml .Values.networkPolicy.dns.ports | nindent 4 }}
{{- end }}

{{/* Egress to the API server. */}}
{{- define "text2llm.apiServer" -}}
- to:
    {{- range .Values.networkPolicy.apiServer.cidrs }}
    - ipBlock: {cidr: {{ . }}}
    {{- end }}
  ports:
    {{- range .Values.networkPolicy.apiServer.ports }}
    - {port: {{ . }}, protocol: TCP}
    {{- end }}
{{- end }}

{{/* Egress to object storage. */}}
{{- define "text2llm.storage" -}}
- to:
    {{- range .Values.s3.egress.cidrs }}
    - ipBlock:
        cidr: {{ . }}
        {{- if eq . "0.0.0.0/0" }}
        except: {{ $.Values.s3.egress.except | toJson }}
        {{- end }}
    {{- end }}
  ports:
    {{- range .Values.s3.egress.ports }}
    - {port: {{ . }}, protocol: TCP}
    {{- end }}
{{- end }}

{{/* What lets a service ask the API server who calls it: (list $ component) */}}
{{- define "text2llm.reviewer" -}}
{{- $root := index . 0 }}{{ $component := index . 1 }}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: {{ $root.Release.Namespace }}-{{ include "text2llm.name" $root }}-{{ $component }}
  labels: {{- include "text2llm.labels" . | nindent 4 }}
rules:
  - {apiGroups: [authentication.k8s.io], resources: [tokenreviews], verbs: [create]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: {{ $root.Release.Namespace }}-{{ include "text2llm.name" $root }}-{{ $component }}
  labels: {{- include "text2llm.labels" . | nindent 4 }}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: {{ $root.Release.Namespace }}-{{ include "text2llm.name" $root }}-{{ $component }}}
subjects: [{kind: ServiceAccount, name: {{ include "text2llm.name" $root }}-{{ $component }}, namespace: {{ $root.Release.Namespace }}}]
{{- end }}
