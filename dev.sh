#!/usr/bin/env bash
# One script for people and for CI. ./dev.sh help lists what it does.
set -euo pipefail
cd "$(dirname "$0")"

web() ( # runs in src/web with its packages there
  cd src/web
  [ -d node_modules ] || npm ci --no-audit --no-fund --loglevel=error
  "$@"
)

cluster() { # the silos and the other projects whose packages not every feed holds
  local missing
  missing=$(timeout 90 dotnet restore orleans-silos/Telemed.Silos.Tests 2>&1) && missing=$(timeout 90 dotnet restore Telemed.Cluster.sln 2>&1) || {
    echo "Telemed.Cluster.sln was not built: the package feed does not hold $(grep -m1 -oE '(Microsoft\.Orleans|fo-dicom)[A-Za-z.]*[A-Za-z]' <<<"$missing" || echo 'its packages')."
    return 0
  }
  dotnet build Telemed.Cluster.sln --no-restore -p:BuildPage=false
  dotnet test --project orleans-silos/Telemed.Silos.Tests --no-build
  dotnet test --project tests/Telemed.Dicom.FoDicom.Tests --no-build
}

case "${1:-help}" in
  up)      dotnet run --project src/Telemed.Web ;;
  watch)   dotnet watch --project src/Telemed.Web run -p:BuildPage=false & trap 'kill $!' EXIT; web npm run dev ;;
  restore) dotnet restore Telemed.sln --locked-mode ;;
  format)  dotnet format whitespace Telemed.sln --no-restore --verify-no-changes ;;
  build)   dotnet build Telemed.sln --no-restore -p:BuildPage=false ;; # benches and the fault run too: the tests do not reach them
  test)    dotnet test Telemed.sln ;;
  web)     web npm run lint; web npm test; web npm run budget; web npm run test:pages ;;
  e2e)     tests/e2e/run.sh ;;
  k8s)     cd tests/k8s; [ -d node_modules ] || npm ci --no-audit --no-fund --loglevel=error; npm test ;;
  peers)   TELEMED_PEERS=all dotnet test --project tests/Telemed.Dicom.Network.Tests ;;
  bench)   shift; dotnet run -c Release --project bench/Telemed.Bench -- "$@" ;;
  faults)  shift; exec dotnet run --project tests/Telemed.Faults -p:BuildPage=false -- "$@" ;;
  cluster) cluster ;;
  check)   "$0" restore; "$0" format; "$0" build; "$0" test; "$0" cluster; "$0" web; "$0" k8s; "$0" e2e ;;
  *)       cat <<'H'
./dev.sh up       start the platform (SQLite, demo region) on http://127.0.0.1:5080
./dev.sh watch    the same with hot reload, page on http://127.0.0.1:5173
./dev.sh test     all .NET tests            ./dev.sh web    page: lint, unit tests, size budgets
./dev.sh e2e      browser tests             ./dev.sh peers  DICOM peers, the whole suite
./dev.sh k8s      manifests and image       ./dev.sh bench X  measurements (bench/)
./dev.sh faults [seed] [minutes]  two nodes under kills, cuts and jumping clocks (docs/faults.md)
./dev.sh cluster  silos and bridges, where the feed holds their packages
./dev.sh check    everything that CI runs
H
  ;;
esac
