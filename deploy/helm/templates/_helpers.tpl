{{- define "olla.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "olla.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else if contains (include "olla.name" .) .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "olla.name" .) | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "olla.selectorLabels" -}}
app.kubernetes.io/name: {{ include "olla.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "olla.labels" -}}
{{ include "olla.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "olla.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "olla.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "olla.secretName" -}}
{{- default (include "olla.fullname" .) .Values.secrets.existingSecret -}}
{{- end -}}

{{- define "olla.hasSecrets" -}}
{{- if or .Values.secrets.existingSecret .Values.secrets.files -}}true{{- end -}}
{{- end -}}

{{/* Names of the secret files. */}}
{{- define "olla.secretFiles" -}}
{{- if .Values.secrets.existingSecret -}}
{{- required "secrets.keys: the keys of secrets.existingSecret that become files" .Values.secrets.keys | toJson -}}
{{- else -}}
{{- keys .Values.secrets.files | sortAlpha | toJson -}}
{{- end -}}
{{- end -}}

{{/* The configuration, with what the chart knows better: the port that probes ask, and the operator's token. */}}
{{- define "olla.config" -}}
{{- $config := deepCopy .Values.config -}}
{{- if .Values.admin.tokenFile -}}
{{- $token := dict "name" "operator" "token_file" (printf "/etc/olla/secrets/%s" .Values.admin.tokenFile) -}}
{{- $config = mergeOverwrite (dict "admin" (dict "tokens" (list $token))) $config -}}
{{- end -}}
{{- toYaml $config -}}
{{- end -}}

{{- define "olla.port" -}}
{{- dig "server" "port" 40114 .Values.config | int -}}
{{- end -}}
