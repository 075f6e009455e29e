# Draws what branches cost: each round's median as a dot, the median of the rounds as a bar, for each proxy and number of branches. Input: a file of the suite branches; output: SVG.
BEGIN {
  FS = "\t"; count = split("1 100 1000 5000", sizes, " "); kinds = split("Envoy Gateway", kind, " ")
  split("#2f6fb7 #c2571a", color, " "); top = 40; height = 260; left = 60; column = 70
}
$3 == "p50" && $1 != "none" { n = ++rounds[$1, $2]; p50[$1, $2, n] = $4; if ($4 > most) most = $4 }
function y(value) { return top + height - height * value / most }
function median(k, s,    n, i, j, t, sorted) {
  n = rounds[k, s]
  for (i = 1; i <= n; i++) sorted[i] = p50[k, s, i] + 0
  for (i = 2; i <= n; i++) for (j = i; j > 1 && sorted[j - 1] > sorted[j]; j--) { t = sorted[j]; sorted[j] = sorted[j - 1]; sorted[j - 1] = t }
  return sorted[int((n + 1) / 2)]
}
END {
  width = left + kinds * (count * column + 40)
  printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">\n", width, top + height + 60
  printf "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n<text x=\"%d\" y=\"20\" font-size=\"14\">A request through the proxy, p50 in µs, by the number of branches that it knows</text>\n", left - 40
  for (value = 0; value <= most; value += 200)
    printf "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d</text>\n", left, width - 20, y(value), y(value), left - 8, y(value) + 4, value
  for (k = 1; k <= kinds; k++) {
    start = left + (k - 1) * (count * column + 40)
    for (s = 1; s <= count; s++) {
      x = start + (s - 1) * column + 15; m = median(kind[k], sizes[s])
      printf "<rect x=\"%d\" y=\"%.1f\" width=\"40\" height=\"%.1f\" fill=\"%s\" fill-opacity=\"0.35\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"middle\">%d</text>\n", x, y(m), top + height - y(m), color[k], x + 20, top + height - 8, m
      for (i = 1; i <= rounds[kind[k], sizes[s]]; i++) printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>\n", x + 8 + 6 * (i - 1), y(p50[kind[k], sizes[s], i]), color[k]
      printf "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n", x + 20, top + height + 18, sizes[s]
    }
    printf "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" font-weight=\"bold\">%s</text>\n", start + count * column / 2, top + height + 40, kind[k] == "Gateway" ? "WsGateway" : kind[k]
  }
  print "</svg>"
}
