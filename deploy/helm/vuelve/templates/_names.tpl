{{- define "vuelve.name" -}}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{- end -}}
{{- define "vuelve.labels" -}}
app.kubernetes.io/name: vuelve
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}
