#include "codec/network.h"

#include <gtest/gtest.h>

namespace vuelve {
namespace {

TEST(Network, holds_its_addresses_and_no_others) {
    EXPECT_TRUE(is_in_network("10.255.0.1", "10.0.0.0/8"));
    EXPECT_FALSE(is_in_network("11.0.0.1", "10.0.0.0/8"));
    EXPECT_TRUE(is_in_network("192.168.7.9", "192.168.7.8/29"));
    EXPECT_FALSE(is_in_network("192.168.7.16", "192.168.7.8/29"));
    EXPECT_TRUE(is_in_network("203.0.113.7", "203.0.113.7"));
    EXPECT_TRUE(is_in_network("2001:db8:1::7", "2001:db8::/32"));
    EXPECT_FALSE(is_in_network("2001:db9::7", "2001:db8::/32"));
    EXPECT_TRUE(is_in_network("9.9.9.9", "0.0.0.0/0"));
    EXPECT_FALSE(is_in_network("2001:db8::1", "0.0.0.0/0"));
}

TEST(Network, is_the_same_peer_however_the_socket_writes_it) {
    EXPECT_TRUE(is_in_network("::ffff:10.1.2.3", "10.0.0.0/8"));
    EXPECT_TRUE(is_in_network("10.1.2.3", "::ffff:10.1.2.3"));
}

TEST(Network, refuses_what_is_none) {
    for (const char* wrong : {"", "10.0.0", "10.0.0.256", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/",
                              "10.0.0.0/8x", "10.0.0.0/-1", "2001:db8::/129", "2001:db8::1/32",
                              "localhost", "010.0.0.1", " 10.0.0.1", "::1%lo"})
        EXPECT_FALSE(parse_network(wrong)) << wrong;
}

TEST(Origin, is_a_scheme_a_host_and_a_port) {
    for (const char* right : {"https://shop.example", "https://shop.example:8443",
                              "http://localhost:5173", "http://127.0.0.1"})
        EXPECT_TRUE(is_origin(right)) << right;
    for (const char* wrong :
         {"", "*", "null", "https://", "https://shop.example/", "http://shop.example",
          "https://Shop.example", "https://a b", "https://shop.example:", "https://shop.example:0",
          "https://shop.example:99999", "https://u@shop.example", "ftp://shop.example"})
        EXPECT_FALSE(is_origin(wrong)) << wrong;
}

}  // namespace
}  // namespace vuelve
