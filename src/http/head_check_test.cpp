#include "http/head_check.h"

#include <gtest/gtest.h>

#include <string>

namespace vuelve::http {
namespace {

constexpr HeadLimits limits;

/// The state after the bytes came in pieces of `piece`.
HeadState scan_in_pieces(std::string_view bytes, std::size_t piece) {
    std::size_t scanned = 0;
    HeadState state;
    for (std::size_t end = 0; end < bytes.size() && !state.complete && !state.refused;) {
        end = std::min(end + piece, bytes.size());
        state = scan_head(bytes.substr(0, end), scanned, limits);
    }
    return state;
}

TEST(HeadCheck, finds_the_end_however_the_bytes_come) {
    const std::string head = "GET / HTTP/1.1\r\nHost: shop\r\n\r\n";
    for (std::size_t piece = 1; piece <= head.size() + 4; ++piece) {
        const HeadState state = scan_in_pieces(head + "body", piece);
        EXPECT_TRUE(state.complete) << piece;
        EXPECT_EQ(state.size, head.size()) << piece;
    }
    EXPECT_FALSE(scan_in_pieces(head.substr(0, head.size() - 1), 3).complete);
}

TEST(HeadCheck, refuses_bare_line_ends_wherever_they_are_cut) {
    for (const std::string_view bytes :
         {"GET / HTTP/1.1\n", "GET / HTTP/1.1\rX", "\r\nGET", "\nGET"})
        for (std::size_t piece = 1; piece <= bytes.size(); ++piece)
            EXPECT_EQ(scan_in_pieces(bytes, piece).refused, ErrorCode::MalformedRequest) << bytes;
}

TEST(HeadCheck, keeps_to_the_limit_to_the_byte) {
    const std::string start = "GET / HTTP/1.1\r\nX: ";
    const std::string fits =
        start + std::string(limits.head_bytes_max - start.size() - 4, 'a') + "\r\n\r\n";
    ASSERT_EQ(fits.size(), limits.head_bytes_max);
    EXPECT_TRUE(scan_in_pieces(fits, 1000).complete);
    const std::string one_more = start + "a" + fits.substr(start.size());
    EXPECT_EQ(scan_in_pieces(one_more, 1000).refused, ErrorCode::HeadersTooLarge);
    EXPECT_EQ(scan_in_pieces("GET /" + std::string(20'000, 'a'), 700).refused,
              ErrorCode::UriTooLong);
}

void check(std::string_view fields, std::optional<ErrorCode> expected) {
    const std::string head = "POST /v1/quotes HTTP/1.1\r\n" + std::string(fields) + "\r\n";
    EXPECT_EQ(judge_head(head, limits), expected) << fields;
}

TEST(HeadCheck, takes_plain_heads) {
    check("Host: shop\r\n", std::nullopt);
    check("host:shop\r\ncontent-length:0\r\n", std::nullopt);
    check("Host: shop\r\nTransfer-Encoding: Chunked\r\n", std::nullopt);
    check("Host: shop\r\nContent-Encoding: identity\r\n", std::nullopt);
    check("Host: shop\r\nX-Empty:\r\n", std::nullopt);
}

TEST(HeadCheck, refuses_ambiguous_heads) {
    using enum ErrorCode;
    check("", MalformedRequest);
    check("Host: a\r\nHost: b\r\n", MalformedRequest);
    check("Host: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n", MalformedRequest);
    check("Host: a\r\nContent-Length: 1\r\ncontent-length: 1\r\n", MalformedRequest);
    check("Host: a\r\nContent-Length:\r\n", MalformedRequest);
    check("Host: a\r\nContent-Length: -1\r\n", MalformedRequest);
    check("Host: a\r\nTransfer-Encoding: identity\r\n", MalformedRequest);
    check("Host: a\r\n folded\r\n", MalformedRequest);
    check("Host: a\r\nX y: b\r\n", MalformedRequest);
    check("Host: a\r\nContent-Encoding: br\r\n", UnsupportedMediaType);
}

}  // namespace
}  // namespace vuelve::http
