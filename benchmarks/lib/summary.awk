# Medians of each row of raw.tsv, with the lowest and highest rate. A row with bad answers is marked: its figure is worth nothing.
BEGIN { FS = "\t" }
NR == 1 { next }
!($1 in count) { order[++rows] = $1 }
{ i = ++count[$1]; rate[$1, i] = $2; cpu[$1, i] = $3; bytes[$1, i] = $4; bad[$1] += $5 }

function median(values, name, n,    i, j, t, sorted) {
  for (i = 1; i <= n; i++) sorted[i] = values[name, i]
  for (i = 2; i <= n; i++) for (j = i; j > 1 && sorted[j - 1] + 0 > sorted[j] + 0; j--) { t = sorted[j]; sorted[j] = sorted[j - 1]; sorted[j - 1] = t }
  low = sorted[1]; high = sorted[n]
  return sorted[int((n + 1) / 2)]
}

END {
  printf "%-26s %10s %10s %10s %14s %12s\n", "row", "req/s", "lowest", "highest", "cpu µs/req", "bytes/req"
  for (r = 1; r <= rows; r++) {
    name = order[r]; n = count[name]
    b = median(bytes, name, n); c = median(cpu, name, n); m = median(rate, name, n)
    printf "%-26s %10d %10d %10d %13.2f %12s%s\n", name, m, low, high, c, b, (bad[name] + 0 ? "  " bad[name] " bad answers" : "")
  }
}
