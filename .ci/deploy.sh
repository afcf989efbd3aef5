#!/usr/bin/env bash
# What deploy/ says, looked at without a container engine: the Dockerfile, the compose file, the chart and what it makes,
# the alerts and the board; then the image's own steps in a clean folder, and what the image would start is started.
set -euo pipefail
cd "$(dirname "$0")/.."

hadolint deploy/Dockerfile
compose-spec -no-interpolation deploy/compose.yaml >/dev/null

made="$(mktemp -d)"
trap 'rm -rf "$made"' EXIT
chart=deploy/helm/overdracht
helm lint --quiet --strict "$chart"
# Every way the chart can be set: as it comes, and with the choices turned round.
helm template test "$chart" --kube-version 1.34.0 >"$made/default.yaml"
helm template test "$chart" --kube-version 1.34.0 --set worker.autoscaling.enabled=false,ingress.enabled=false \
  --set networkPolicy.enabled=false,mode=rehearsal,secrets.mail.name= >"$made/other.yaml"
helm template test "$chart" --kube-version 1.34.0 --set 'webhookAllow={10.20.0.0/16},settings.KEY_DUE_DAYS=3' \
  --set files.volume.configMap.name=files,files.trustList=trust.pem >"$made/full.yaml"
for version in 1.31 1.37; do
  kubernetes-validate --strict --quiet --kubernetes-version "$version" "$made"/{default,other,full}.yaml
done
if helm template test "$chart" --set mode=nonsense >/dev/null 2>&1; then
  echo "the chart takes a mode that does not exist" >&2
  exit 1
fi

node .ci/promql.mjs deploy/monitoring/alerts.yaml deploy/monitoring/dashboard.json
echo "deploy/: 1 Dockerfile, 1 compose file, $(grep -hc '^kind:' "$made/default.yaml") objects of the chart, alerts and board"
node .ci/image-steps.mjs "$made"
