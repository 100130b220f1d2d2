package online.neuropod.api.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Who shares a budget by address. */
final class Addresses {
  private static final int NETWORK_BYTES = 8;

  private Addresses() {}

  /** An address of IPv4; of IPv6 its /64 network, all of which one customer has. */
  static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      return InetAddress.ofLiteral(address) instanceof Inet6Address six
          ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES)) + "/64"
          : address;
    } catch (IllegalArgumentException none) {
      return address;
    }
  }
}
