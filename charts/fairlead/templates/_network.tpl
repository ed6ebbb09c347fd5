{{/* One egress rule to a destination outside the chart: root, name. */}}
{{- define "fairlead.egressTo" -}}
{{- $destination := index .root.Values.networkPolicy .name -}}
- ports: [{protocol: TCP, port: {{ $destination.port }}}]
  {{- with $destination.to }}
  to: {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{/* Egress rules that every pod has. */}}
{{- define "fairlead.egressDns" -}}
- to: {{- toYaml .Values.networkPolicy.dns.to | nindent 4 }}
  ports: [{protocol: UDP, port: 53}, {protocol: TCP, port: 53}]
{{- end }}

{{/* The pods of a role as a peer: root, role. */}}
{{- define "fairlead.peer" -}}
- podSelector:
    matchLabels: {{- include "fairlead.selector" . | nindent 6 }}
{{- end }}
