#include "notify/target_url.h"

#include <gtest/gtest.h>

#include "notify/target_corpus.h"

namespace vuelve::notify {
namespace {

Quad quad(unsigned a, unsigned b, unsigned c, unsigned d) { return {a, b, c, d}; }

void expect_refused(const std::string& url, const PrivateTargets& listed = {}) {
    const auto read = read_target_url(url, listed);
    EXPECT_FALSE(read) << url << " is read as " << (read ? *read : "");
    if (!read) EXPECT_EQ(read.error().code, ErrorCode::UnsafeUrl);
}

void expect_used_as(const std::string& url, const std::string& used) {
    const auto read = read_target_url(url, {});
    ASSERT_TRUE(read) << url << ": " << read.error().message;
    EXPECT_EQ(*read, used);
}

TEST(TargetUrl, takes_public_https_on_two_ports) {
    expect_used_as("https://shop.example.com/hooks?a=b", "https://shop.example.com/hooks?a=b");
    expect_used_as("HTTPS://Shop.Example.COM/Hooks", "https://shop.example.com/Hooks");
    expect_used_as("https://shop.example.com", "https://shop.example.com/");
    expect_used_as("https://shop.example.com:8443/", "https://shop.example.com:8443/");
    expect_used_as("https://xn--tda-2qa.example/", "https://xn--tda-2qa.example/");
    expect_used_as("https://93.184.216.34/", "https://93.184.216.34/");
    expect_used_as("https://[2606:2800:220:1::1]/", "https://[2606:2800:220:1::1]/");
}

TEST(TargetUrl, case_34_refuses_every_spelling_of_what_is_private) {
    int tried = 0;
    for (const Quad& address : private_quads())
        for (const std::string& host : spellings(address)) {
            for (const char* port : {"", ":443", ":8443"}) {
                expect_refused("https://" + host + port + "/");
                expect_refused("https://user@" + host + port + "/");
            }
            tried += 6;
        }
    for (const std::string& authority : odd_authorities()) {
        expect_refused("https://" + authority);
        expect_refused("https://" + authority + "/hook");
        tried += 2;
    }
    EXPECT_GT(tried, 2'500);
}

TEST(TargetUrl, case_34_refuses_other_schemes_and_what_is_no_url) {
    for (const char* url : {"http://example.com/",
                            "ftp://example.com/",
                            "file:///etc/passwd",
                            "gopher://example.com/",
                            "dict://127.0.0.1:11211/stat",
                            "ldap://127.0.0.1/",
                            "smb://example.com/x",
                            "https:/example.com",
                            "https:example.com",
                            "https:///example.com",
                            "//example.com",
                            "example.com",
                            "javascript:alert(1)",
                            "data:text/plain,x",
                            "",
                            " https://example.com",
                            "https://example.com ",
                            "unix:/run/docker.sock",
                            "https+unix://x/",
                            "https://0x5db8d822/",
                            "https://1572395042/",
                            "https://93.184.55330/"})
        expect_refused(url);
    expect_refused("https://example.com/" + std::string(target_url_max, 'a'));
}

TEST(TargetUrl, a_listed_target_is_its_exact_address_and_port) {
    const PrivateTargets listed{*parse_endpoint("127.0.0.1:9000"), *parse_endpoint("[::1]:9001")};
    EXPECT_EQ(*read_target_url("http://127.0.0.1:9000/hook", listed), "http://127.0.0.1:9000/hook");
    EXPECT_TRUE(read_target_url("https://127.0.0.1:9000/hook", listed));
    EXPECT_TRUE(read_target_url("http://[::1]:9001/", listed));
    for (const char* url : {"http://127.0.0.1/", "http://127.0.0.1:9001/", "http://[::1]:9000/",
                            "http://127.0.0.2:9000/", "http://[::ffff:127.0.0.1]:9000/",
                            "http://localhost:9000/", "http://user@127.0.0.1:9000/"})
        expect_refused(url, listed);
}

TEST(AddressGuard, knows_what_the_internet_can_mean) {
    for (const Quad& address : private_quads()) {
        const auto parsed = parse_address(spellings(address).front(), 443);
        ASSERT_TRUE(parsed);
        EXPECT_FALSE(is_public(*parsed)) << to_text(*parsed);
    }
    for (const char* text :
         {"1.1.1.1",         "9.255.255.255",   "11.0.0.0",       "100.63.255.255",
          "100.128.0.0",     "126.255.255.255", "128.0.0.0",      "169.253.255.255",
          "169.255.0.0",     "172.15.255.255",  "172.32.0.0",     "192.0.1.0",
          "192.167.255.255", "192.169.0.0",     "198.17.255.255", "198.20.0.0",
          "223.255.255.255", "2606:4700::1111", "2a00::1",        "::ffff:8.8.8.8",
          "64:ff9b::8.8.8.8"})
        EXPECT_TRUE(is_public(*parse_address(text, 443))) << text;
}

TEST(AddressGuard, case_34_connects_to_public_ports_for_webhooks_and_to_what_is_listed) {
    const PrivateTargets listed{*parse_endpoint("192.168.1.20:9000")};
    EXPECT_TRUE(may_connect(*parse_address("8.8.8.8", 443), listed));
    EXPECT_TRUE(may_connect(*parse_address("8.8.8.8", 8443), listed));
    EXPECT_FALSE(may_connect(*parse_address("8.8.8.8", 25), listed));
    EXPECT_TRUE(may_connect(*parse_address("192.168.1.20", 9000), listed));
    EXPECT_FALSE(may_connect(*parse_address("192.168.1.20", 443), listed));
    EXPECT_FALSE(may_connect(*parse_address("192.168.1.21", 9000), listed));
}

TEST(AddressGuard, reads_endpoints_in_one_spelling) {
    EXPECT_EQ(to_text(*parse_endpoint("127.0.0.1:9000")), "127.0.0.1");
    EXPECT_EQ(to_text(*parse_endpoint("[2001:db8::1]:443")), "2001:db8::1");
    for (const char* text :
         {"127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:70000", "127.1:80", "::1:80",
          "[127.0.0.1]:80", "localhost:80", "0x7f.0.0.1:80", ":80", ""})
        EXPECT_FALSE(parse_endpoint(text)) << text;
    EXPECT_EQ(quad(127, 0, 0, 1), private_quads().front());
}

}  // namespace
}  // namespace vuelve::notify
