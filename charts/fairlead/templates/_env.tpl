{{/* Variables that every role shares, none of them secret: name to value. */}}
{{- define "fairlead.sharedEnv" -}}
{{- $full := include "fairlead.fullname" . -}}
{{- $roles := fromYaml (include "fairlead.roles" .) -}}
NODE_ENV: production
GRPC_HOST: 0.0.0.0
HTTP_HOST: 0.0.0.0
HTTP_PORT: "8080"
LOG_LEVEL: {{ .Values.logLevel }}
PUBLIC_URL: {{ .Values.publicUrl | quote }}
CONSOLE_URL: {{ .Values.publicUrl | quote }}
CONSOLE_DIR: /app/services/console/dist
MONGODB_LOCAL_STORE: {{ .Values.mongodb.localStore | quote }}
SERVICE_KEY_FILE: /etc/fairlead/service-key/service-key.json
USER_AUDIENCE: {{ .Values.auth.audience | quote }}
{{- if eq .Values.auth.mode "builtin" }}
USER_ISSUER: {{ .Values.publicUrl | quote }}
USER_JWKS_FILE: /etc/fairlead/issuer-keys/issuer-jwks.json
{{- else }}
USER_ISSUER: {{ required "auth.issuer is required when auth.mode is external" .Values.auth.issuer | quote }}
USER_JWKS_URI: {{ required "auth.jwksUri is required when auth.mode is external" .Values.auth.jwksUri | quote }}
{{- end }}
TEMPORAL_ADDRESS: {{ .Values.temporal.address | quote }}
TEMPORAL_NAMESPACE: {{ .Values.temporal.namespace | quote }}
TEMPORAL_TASK_QUEUE: {{ .Values.temporal.taskQueue | quote }}
RECONCILE_INTERVAL_SECONDS: {{ .Values.temporal.reconcileIntervalSeconds | quote }}
DRAIN_DELAY_MS: {{ .Values.drain.delayMs | int | quote }}
GRPC_MAX_CONNECTION_AGE_MS: {{ .Values.grpc.maxConnectionAgeMs | int | quote }}
RATE_LIMIT_PER_MINUTE: {{ .Values.gateway.rateLimitPerMinute | int | quote }}
TRUST_PROXY: {{ .Values.gateway.trustProxy | quote }}
{{- if .Values.metrics.enabled }}
METRICS_PORT: {{ .Values.metrics.port | quote }}
{{- end }}
{{- with .Values.otel.endpoint }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ . | quote }}
OTEL_EXPORTER_OTLP_PROTOCOL: {{ $.Values.otel.protocol }}
{{- end }}
{{- with .Values.meilisearch.url }}
MEILI_URL: {{ . | quote }}
MEILI_INDEX: {{ $.Values.meilisearch.index | quote }}
{{- end }}
{{- if .Values.smtp.existingSecret }}
MAIL_FROM: {{ required "smtp.from is required with smtp.existingSecret" .Values.smtp.from | quote }}
{{- end }}
{{- with .Values.attachments }}
ATTACHMENT_STORAGE: {{ .storage }}
ATTACHMENT_MAX_BYTES: {{ .maxBytes | int64 | quote }}
{{- if eq .storage "s3" }}
ATTACHMENT_S3_REGION: {{ .s3.region | quote }}
ATTACHMENT_S3_BUCKET: {{ required "attachments.s3.bucket is required when attachments.storage is s3" .s3.bucket | quote }}
ATTACHMENT_S3_PATH_STYLE: {{ .s3.pathStyle | quote }}
ATTACHMENT_S3_KEY_FILE: /etc/fairlead/attachment-keys/keys.json
{{- with .s3.endpoint }}
ATTACHMENT_S3_ENDPOINT: {{ . | quote }}
{{- end }}
{{- else }}
ATTACHMENT_FOLDER: /var/lib/fairlead/attachments
{{- end }}
{{- end }}
{{- range $role := fromYamlArray (include "fairlead.running" .) }}
{{- if ne $role "gateway" }}
{{ if eq $role "worker" }}WORKFLOWS{{ else }}{{ $role | upper | replace "-" "_" }}{{ end }}_ADDRESS: dns:///{{ $full }}-{{ $role }}:{{ (index $roles $role).port }}
{{- end }}
{{- end }}
{{- end }}

{{/* The env list of a role's own and secret variables: root, role. */}}
{{- define "fairlead.roleEnv" -}}
{{- $values := index .root.Values.services .role -}}
- name: OTEL_SERVICE_NAME
  value: {{ .role }}
- name: GRPC_PORT
  value: {{ (index (fromYaml (include "fairlead.roles" .root)) .role).port | quote }}
- name: NODE_OPTIONS
  value: "--max-old-space-size={{ $values.heapMb | int }} --max-semi-space-size=8"
{{- if ne .role "gateway" }}
- name: MONGODB_URI
  valueFrom:
    secretKeyRef: {name: {{ .root.Values.mongodb.existingSecret }}, key: {{ .root.Values.mongodb.key }}}
{{- end }}
{{- if and (eq .role "customer") .root.Values.meilisearch.url .root.Values.meilisearch.existingSecret }}
- name: MEILI_API_KEY
  valueFrom:
    secretKeyRef: {name: {{ .root.Values.meilisearch.existingSecret }}, key: {{ .root.Values.meilisearch.key }}}
{{- end }}
{{- if and (eq .role "notification") .root.Values.smtp.existingSecret }}
- name: SMTP_URL
  valueFrom:
    secretKeyRef: {name: {{ .root.Values.smtp.existingSecret }}, key: {{ .root.Values.smtp.key }}}
{{- end }}
{{- if and (eq .role "notification") .root.Values.channelKeys.existingSecret }}
- name: CHANNEL_KEYS_FILE
  value: /etc/fairlead/channel-keys/channel-keys.json
{{- end }}
{{- if and (eq .role "notification") .root.Values.sms.existingSecret }}
{{- with .root.Values.sms }}
- name: SMS_ACCESS_KEY_ID
  valueFrom:
    secretKeyRef: {name: {{ .existingSecret }}, key: {{ .idKey }}}
- name: SMS_ACCESS_KEY_SECRET
  valueFrom:
    secretKeyRef: {name: {{ .existingSecret }}, key: {{ .secretKey }}}
- name: SMS_SIGN_NAME
  value: {{ required "sms.signName is required with sms.existingSecret" .signName | quote }}
- name: SMS_TEMPLATE_ZH
  value: {{ required "sms.templateZh is required with sms.existingSecret" .templateZh | quote }}
{{- with .templateEn }}
- name: SMS_TEMPLATE_EN
  value: {{ . | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- if and (eq .role "gateway") (eq .root.Values.auth.mode "builtin") }}
- name: ISSUER_KEY_FILE
  value: /etc/fairlead/issuer/issuer-key.json
- name: USERS_FILE
  value: /etc/fairlead/issuer/users.json
{{- end }}
{{- range $name, $value := $values.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{/* Files that a role reads: root, role; a hook Job says `hook`: it runs before the claim of the attachments is there. The
private key of the issuer is the gateway's alone. */}}
{{- define "fairlead.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: 256Mi}
- name: service-key
  secret:
    secretName: {{ .root.Values.serviceKey.existingSecret }}
    defaultMode: 0440
    items: [{key: {{ .root.Values.serviceKey.key }}, path: service-key.json}]
{{- if and (eq .role "notification") .root.Values.channelKeys.existingSecret }}
- name: channel-keys
  secret:
    secretName: {{ .root.Values.channelKeys.existingSecret }}
    defaultMode: 0440
    items: [{key: {{ .root.Values.channelKeys.key }}, path: channel-keys.json}]
{{- end }}
{{- if eq .role "follow-up" }}
{{- with .root.Values.attachments }}
{{- if eq .storage "s3" }}
- name: attachment-keys
  secret:
    secretName: {{ required "attachments.s3.existingSecret is required when attachments.storage is s3" .s3.existingSecret }}
    defaultMode: 0440
    items: [{key: {{ .s3.key }}, path: keys.json}]
{{- else if not $.hook }}
- name: attachments
  {{- if .folder.ephemeral }}
  emptyDir: {sizeLimit: {{ .folder.size }}}
  {{- else }}
  persistentVolumeClaim: {claimName: {{ .folder.existingClaim | default (printf "%s-attachments" (include "fairlead.fullname" $.root)) }}}
  {{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- if eq .root.Values.auth.mode "builtin" }}
- name: issuer-keys
  secret:
    secretName: {{ .root.Values.auth.existingSecret }}
    defaultMode: 0440
    items: [{key: {{ .root.Values.auth.jwksKey }}, path: issuer-jwks.json}]
{{- if eq .role "gateway" }}
- name: issuer
  secret:
    secretName: {{ .root.Values.auth.existingSecret }}
    defaultMode: 0440
    items:
      - {key: {{ .root.Values.auth.issuerKeyKey }}, path: issuer-key.json}
      - {key: {{ .root.Values.auth.usersKey }}, path: users.json}
{{- end }}
{{- end }}
{{- end }}

{{- define "fairlead.mounts" -}}
- {name: tmp, mountPath: /tmp}
- {name: service-key, mountPath: /etc/fairlead/service-key, readOnly: true}
{{- if and (eq .role "notification") .root.Values.channelKeys.existingSecret }}
- {name: channel-keys, mountPath: /etc/fairlead/channel-keys, readOnly: true}
{{- end }}
{{- if eq .role "follow-up" }}
{{- if eq .root.Values.attachments.storage "s3" }}
- {name: attachment-keys, mountPath: /etc/fairlead/attachment-keys, readOnly: true}
{{- else if not .hook }}
- {name: attachments, mountPath: /var/lib/fairlead/attachments}
{{- end }}
{{- end }}
{{- if eq .root.Values.auth.mode "builtin" }}
- {name: issuer-keys, mountPath: /etc/fairlead/issuer-keys, readOnly: true}
{{- if eq .role "gateway" }}
- {name: issuer, mountPath: /etc/fairlead/issuer, readOnly: true}
{{- end }}
{{- end }}
{{- end }}
