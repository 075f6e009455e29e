# Checks of the image mysql. Sourced by deploy/images/test after pods.sh.

# check_mysql: killed while it makes its data, it makes them again; an order survives the pod.
check_mysql() {
  local order='{"idempotency_key": "image-1", "user_id": 1, "currency": "EUR", "lines": [{"sku": "tea", "quantity": 2, "unit_price": "350"}]}'
  k apply -f "$here/pods/mysql.yaml" >"$folder/apply.log" 2>&1 || { cat "$folder/apply.log" >&2; bad "mysql: its manifests were not taken"; return; }
  ready mysql-0 || { bad "mysql: not ready in 90 s"; return; }
  if [ "$(k logs mysql-0 -c killed | tail -n 1)" = data.partial ] && [[ $(k logs mysql-0 -c mysql) == *'making the data folder'* ]]; then
    ok "mysql: killed while it made its data, it makes them again; ready after $took ms, both included"
  else
    k logs mysql-0 --all-containers >&2
    bad "mysql: was to be killed while it made its data, and to make them again"
  fi

  k apply -f "$here/pods/with-database.yaml" >"$folder/apply.log" 2>&1 || { cat "$folder/apply.log" >&2; bad "ws-order on mysql: its pod was not taken"; return; }
  ready ws-order-with-database || { bad "ws-order on mysql: not ready in 90 s"; return; }
  if ask ws-order-with-database POST /v1/orders "$order" && [[ $answer == *'"state":"PLACED"'* ]]; then
    ok "ws-order on mysql: migrated and ready after $took ms, takes an order"
  else
    bad "ws-order on mysql: an order was answered with '$answer'"
    return
  fi
  k delete pod mysql-0 --timeout 60s >/dev/null
  ready mysql-0 || { bad "mysql: not ready in 90 s after its pod was deleted"; return; }
  if until_asked ws-order-with-database GET '/v1/orders?page_size=1' && [[ $answer == *'"sku":"tea"'* ]]; then
    ok "mysql: ready after $took ms on the data of the pod that was deleted; the order is there"
  else
    bad "mysql: after its pod was deleted, orders are answered with '$answer'"
  fi
}

# until_asked POD METHOD PATH: asks until it is answered, 30 s at most: ws-order leaves a database alone for a moment that failed.
until_asked() {
  local end=$((SECONDS + 30))
  until ask "$1" "$2" "$3" ''; do [ $SECONDS -lt $end ] || return 1; sleep 0.5; done
}
