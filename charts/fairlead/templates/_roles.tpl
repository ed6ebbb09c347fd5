{{/* Every role: its gRPC port, who calls it, and what it reaches besides other roles. */}}
{{- define "fairlead.roles" -}}
customer: {port: 50051, callers: [assignment, follow-up, order, notification, insight, worker, gateway], reaches: [mongodb, meilisearch]}
assignment: {port: 50052, callers: [customer, follow-up, order, notification, insight, worker, gateway], reaches: [mongodb]}
follow-up: {port: 50053, callers: [customer, assignment, order, notification, insight, worker, gateway], reaches: [mongodb, attachments]}
order: {port: 50054, callers: [customer, assignment, follow-up, notification, insight, worker, gateway], reaches: [mongodb]}
notification: {port: 50055, callers: [insight, gateway], reaches: [mongodb, smtp, channels]}
insight: {port: 50056, callers: [gateway], reaches: [mongodb]}
worker: {port: 50058, callers: [gateway], reaches: [mongodb, temporal]}
gateway: {port: 8080, callers: [], reaches: []}
{{- end }}

{{/* Names of the roles that run, as a YAML list. */}}
{{- define "fairlead.running" -}}
{{- $root := . -}}
{{- range $role, $_ := fromYaml (include "fairlead.roles" .) -}}
{{- if (index $root.Values.services $role).enabled }}
- {{ $role }}
{{- end -}}
{{- end -}}
{{- end }}
