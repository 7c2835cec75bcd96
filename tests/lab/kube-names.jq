# From the lists of services and endpoints, one after the other, the lines of a hosts file.
input.items as $services | input.items as $endpoints
| ($services[] | select(.spec.clusterIP // "" | test("^[0-9]"))
    | "\(.spec.clusterIP) \(.metadata.name).\(.metadata.namespace).svc.cluster.local"),
  # Without an address of its own a service is its pods.
  ([$services[] | select(.spec.clusterIP == "None") | "\(.metadata.namespace)/\(.metadata.name)"] as $headless
    | $endpoints[] | .metadata as $service | select("\($service.namespace)/\($service.name)" | IN($headless[]))
    | .subsets[]?.addresses[]?
    | "\($service.name).\($service.namespace).svc.cluster.local" as $name
    | "\(.ip) \($name)\(if .hostname then " \(.hostname).\($name)" else "" end)")
