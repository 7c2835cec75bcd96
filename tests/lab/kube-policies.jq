# From the lists of pods, namespaces and NetworkPolicies, one after the other, a table for nft. A packet on a new connection passes the
# rules of the pod that sends it, then those of the pod that it is for; a pod that no policy selects has none.

def selects($selector): . // {} | . as $labels
  | (($selector.matchLabels // {}) | to_entries | all(.[]; .value == $labels[.key]))
    and (($selector.matchExpressions // []) | all(.[];
      $labels[.key] as $value
      | if .operator == "In" then .values | index([$value]) != null
        elif .operator == "NotIn" then $value == null or (.values | index([$value]) == null)
        elif .operator == "Exists" then $value != null
        else $value == null end));

def set: "{ \(join(", ")) }";

(input.items | map(select(.status.podIP and (.spec.hostNetwork | not))) | map({
    ip: .status.podIP, namespace: .metadata.namespace, labels: (.metadata.labels // {}),
    ports: [.spec.containers[].ports[]? | {name, port: .containerPort}]})) as $pods
| (input.items | map({key: .metadata.name, value: (.metadata.labels // {})}) | from_entries) as $namespaces
| input.items as $policies
# What answers for DNS is the node itself.
| ($pods + [{ip: $node, namespace: "kube-system", labels: {"k8s-app": "kube-dns"}, ports: []}]) as $peers

# The conditions on an address that a rule's peer stands for: none of them for a peer that is nobody.
| def addresses($side; $namespace):
    if .ipBlock and (.ipBlock.cidr | contains(":")) then empty # The lab's network is IPv4.
    elif .ipBlock then "ip \($side)addr \(.ipBlock.cidr)" + (if .ipBlock.except then " ip \($side)addr != \(.ipBlock.except | set)" else "" end)
    else . as $peer
      | [$peers[] | . as $pod
          | select(if $peer.namespaceSelector then $namespaces[$pod.namespace] | selects($peer.namespaceSelector)
                   else $pod.namespace == $namespace end)
          | select(.labels | selects($peer.podSelector // {})) | .ip]
      | select(length > 0) | "ip \($side)addr \(set)"
    end;

# The conditions on a port; one by name is what the pods that have it call so.
def ports($named):
    ((.protocol // "TCP") | ascii_downcase) as $protocol
    | if .port == null then "meta l4proto \($protocol)"
      elif (.port | type) == "string" then .port as $name | ([$named[] | select(.name == $name) | .port] | unique)
        | select(length > 0) | "\($protocol) dport \(set)"
      else "\($protocol) dport \(.port)\(if .endPort then "-\(.endPort)" else "" end)" end;

def rules($type; $list; $from; $side; $named):
    . as $pod
    | [$policies[] | . as $policy
        | select($policy.metadata.namespace == $pod.namespace and ($pod.labels | selects($policy.spec.podSelector)))
        | select(($policy.spec.policyTypes // ["Ingress"] + (if $policy.spec.egress then ["Egress"] else [] end)) | index([$type]))]
    | select(length > 0)
    | "  chain \($type)-\($pod.ip | gsub("\\."; "-")) {",
      (.[] | .metadata.namespace as $namespace | .spec[$list][]?
        | (if (.[$from] // []) == [] then "" else .[$from][] | addresses($side; $namespace) end) as $address
        | (if (.ports // []) == [] then "" else .ports[] | ports($named) end) as $port
        | "    \($address) \($port) return"),
      # A refusal rather than silence: whoever is refused hears so at once.
      "    reject with icmp type admin-prohibited",
      "  }";

[$pods[] | rules("Egress"; "egress"; "to"; "d"; [$pods[].ports[]])] as $egress
| [$pods[] | rules("Ingress"; "ingress"; "from"; "s"; .ports)] as $ingress
| ($egress + $ingress | map(capture("chain (?<name>\\S+)") | .name)) as $chains
| "table inet lab",
  "delete table inet lab",
  "table inet lab {",
  "  set pods { type ipv4_addr; \(if $pods == [] then "" else "elements = \($pods | map(.ip) | set)" end) }",
  $egress[], $ingress[],
  "  chain policies {",
  "    ct state established,related return",
  "    ip saddr \($range) ip saddr != @pods drop",
  "    ip daddr \($range) ip daddr != @pods drop",
  ($pods[].ip | . as $ip | gsub("\\."; "-") as $id
    | ("Egress-\($id)" | select(IN($chains[])) | "    ip saddr \($ip) jump \(.)"),
      ("Ingress-\($id)" | select(IN($chains[])) | "    ip daddr \($ip) jump \(.)")),
  "  }",
  "  chain forward { type filter hook forward priority 10; jump policies; }",
  "  chain input { type filter hook input priority 10; jump policies; }",
  "}"
