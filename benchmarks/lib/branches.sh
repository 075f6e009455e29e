# What branches cost a proxy, by the real control plane, a real instance and the proxy itself: CostTests of the conformance suite, which ./test leaves out.

# suite_branches: prints the raw data as they come, and keeps them.
suite_branches() {
  local project=WsAspire.Conformance.Tests
  say "building (Release)"
  dotnet build "tests/$project" -c Release -nologo -v quiet -clp:NoSummary >&2
  "artifacts/bin/$project/release/$project" -explicit only -class "$project.Cost.CostTests" -showLiveOutput -noColor |
    sed -nE 's/.*\[OUTPUT\] data\\t//; T other; s/\\t/\t/g; p; b; :other; /\[(FAIL|SKIP)\]|Total:/p' | tee "$work/branches.tsv" >&2
  [ -z "$name" ] || { mkdir -p benchmarks/results; cp "$work/branches.tsv" "benchmarks/results/$name-branches.tsv"; awk -f benchmarks/lib/branches-chart.awk "$work/branches.tsv" >"benchmarks/results/$name-branches.svg"; }
}
