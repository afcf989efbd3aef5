{{- define "overdracht.labels" -}}
app.kubernetes.io/name: overdracht
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- /* What never changes about the pods of one part. Takes (list $ "site"). */ -}}
{{- define "overdracht.selector" -}}
app.kubernetes.io/name: overdracht
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "overdracht.image" -}}
{{- with .Values.image -}}
{{- if .digest }}{{ .repository }}@{{ .digest }}{{ else }}{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}{{ end -}}
{{- end -}}
{{- end -}}

{{- /* Pod security "restricted", for every pod. */ -}}
{{- define "overdracht.podSecurity" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: { type: RuntimeDefault }
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
volumes:
  - name: scratch
    emptyDir: {}
  - name: tmp
    emptyDir: {}
  {{- with .Values.files.volume }}
  - name: files
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "overdracht.containerSecurity" -}}
image: {{ include "overdracht.image" . }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
volumeMounts:
  - { name: scratch, mountPath: /var/lib/overdracht }
  - { name: tmp, mountPath: /tmp }
  {{- if .Values.files.volume }}
  - { name: files, mountPath: /files, readOnly: true }
  {{- end }}
{{- end -}}

{{- define "overdracht.secretEnv" -}}
- name: {{ index . 0 }}
  valueFrom:
    secretKeyRef: { name: {{ (index . 1).name }}, key: {{ (index . 1).key }} }
{{- end -}}

{{- /* Settings that every part reads. */ -}}
{{- define "overdracht.env" -}}
- { name: MODE, value: {{ .Values.mode }} }
- { name: PUBLIC_URL, value: {{ .Values.publicUrl | quote }} }
- { name: TRUSTED_PROXIES, value: {{ join "," .Values.trustedProxies | quote }} }
- { name: HELPDESK_PHONE, value: {{ .Values.helpdeskPhone | quote }} }
- { name: SECURITY_CONTACT, value: {{ .Values.securityContact | quote }} }
- { name: LOG_LEVEL, value: {{ .Values.logLevel }} }
- { name: DRAIN_SECONDS, value: {{ .Values.drainSeconds | quote }} }
- { name: WEBHOOK_ALLOW, value: {{ join "," .Values.webhookAllow | quote }} }
- { name: WEBHOOK_PORTS, value: {{ join "," .Values.networkPolicy.webhooks.ports | quote }} }
{{- with .Values.files }}
- { name: TRUST_LIST_FILE, value: {{ empty .trustList | ternary "" (printf "/files/%s" .trustList) | quote }} }
- { name: WEAK_KEYS_FILE, value: {{ empty .weakKeys | ternary "" (printf "/files/%s" .weakKeys) | quote }} }
{{- end }}
{{- range $name, $value := .Values.settings }}
- { name: {{ $name }}, value: {{ $value | int64 | quote }} }
{{- end }}
{{ include "overdracht.secretEnv" (list "DATABASE_URL" .Values.secrets.database) }}
{{ include "overdracht.secretEnv" (list "REDIS_URL" .Values.secrets.queue) }}
{{ include "overdracht.secretEnv" (list "S3_URL" .Values.secrets.objects) }}
{{- end -}}

{{- /* Not both of a kind on one machine, nor all in one zone, as far as there is a choice. */ -}}
{{- define "overdracht.spread" -}}
topologySpreadConstraints:
  {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- include "overdracht.selector" $ | nindent 8 }}
  {{- end }}
{{- end -}}

{{- /* Lives: the process answers. Ready: so do the parts it stands on. By IP, on the port named. */ -}}
{{- define "overdracht.probes" -}}
startupProbe:
  httpGet: { path: /health/live, port: {{ . }} }
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: { path: /health/live, port: {{ . }} }
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: { path: /health/ready, port: {{ . }} }
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 2
{{- end -}}

{{- /* Where every part may go. */ -}}
{{- define "overdracht.egress" -}}
- ports:
    - { port: 53, protocol: UDP }
    - { port: 53, protocol: TCP }
  to:
    - namespaceSelector:
        matchLabels: { kubernetes.io/metadata.name: kube-system }
{{- with .Values.networkPolicy }}
{{- range list .database .queue .objects }}
{{ include "overdracht.destination" . }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "overdracht.destination" -}}
- ports:
    - { port: {{ .port }}, protocol: TCP }
  {{- with .to }}
  to: {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
