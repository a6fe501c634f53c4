#!/usr/bin/env bash
# Installs trialparse and the example pack into a clean environment, finds the pack through its entry point and runs its
# tests; then goes the walk of docs/packs.md from nothing to a passing pack, command by command.
#   PYTHON=python3.12 examples/check_pack.sh
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset PYTHONPATH

"${PYTHON:-python3}" -m venv "$work/env"
export PATH="$work/env/bin:$PATH" PIP_DISABLE_PIP_VERSION_CHECK=1
pip install --quiet "$root"

cp -r "$root/examples/pack-celiac" "$work/pack-celiac"
pip install --quiet "$work/pack-celiac[test]"
cd "$work/pack-celiac"
trialparse packs list | grep trialparse-celiac
trialparse packs show celiac > /dev/null
trialparse packs check celiac --page tests/page.txt
python -m pytest -q -p no:cacheprovider

mkdir "$work/walk"
cd "$work/walk"
# The blocks of shell commands between the heading of the walk and the next heading.
awk '/^## /{walk = /From nothing/} walk && /^```/{block = /^```sh/; next} walk && block' "$root/docs/packs.md" > walk.sh
test -s walk.sh
bash -eux walk.sh
