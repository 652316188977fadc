/**
 * The network address whose allowance a request is charged to: an IPv4 address, or the /64 of an IPv6 one, since that is
 * what one customer gets. Only Cloudflare's own header is read; callers may write what they like into X-Forwarded-For.
 */
export function addressOf(request: Request): string {
  const address = request.headers.get("CF-Connecting-IP");
  if (!address) return "local";
  return address.includes(":") ? network(address.toLowerCase()) : address;
}

/** `2001:db8::1` → `2001:db8:0:0`, and for an IPv4 address in IPv6 clothes the IPv4 address. */
function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  if (mapped) return mapped[1]!;
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const end = tail === "" ? [] : tail.split(":");
    groups.push(...Array<string>(Math.max(0, 8 - groups.length - end.length)).fill("0"), ...end);
  }
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
