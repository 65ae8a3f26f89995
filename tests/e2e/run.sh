#!/usr/bin/env bash
# Starts the platform on free ports and an empty folder, plays the browser tests against it, stops it by its id.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
[ -d node_modules ] || npm ci --no-audit --no-fund --loglevel=error
[ -f "$root/artifacts/bin/Telemed.Web/debug/Telemed.Web.dll" ] || dotnet build "$root/src/Telemed.Web"

TELEMED_PORT=$(node ../free-port.mjs) TELEMED_DICOM_PORT=$(node ../free-port.mjs)
export TELEMED_PORT TELEMED_DICOM_PORT
export TELEMED_URL=http://127.0.0.1:$TELEMED_PORT
data=$(mktemp -d)
dotnet "$root/artifacts/bin/Telemed.Web/debug/Telemed.Web.dll" --Urls="$TELEMED_URL" --Telemed:DataDirectory="$data" --Telemed:Demo=true \
  --Dicom:Port="$TELEMED_DICOM_PORT" --Logging:LogLevel:Default=Warning &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$data"' EXIT
for _ in $(seq 300); do
  curl -fs "$TELEMED_URL/health/ready" >/dev/null && break
  kill -0 $server || { echo "the platform did not start"; exit 1; }
  sleep 0.2
done
npx playwright test "$@"
