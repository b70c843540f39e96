#include "cli/import_text.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <fstream>

namespace vuelve::cli {
namespace {

std::string gzip(const std::string& text) {
    z_stream state{};
    EXPECT_EQ(deflateInit2(&state, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    std::string out(deflateBound(&state, text.size()) + 64, '\0');
    state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    state.avail_in = static_cast<uInt>(text.size());
    state.next_out = reinterpret_cast<Bytef*>(out.data());
    state.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(deflate(&state, Z_FINISH), Z_STREAM_END);
    out.resize(state.total_out);
    deflateEnd(&state);
    return out;
}

/// As the zstd program makes them: with a checksum.
std::string zstd(const std::string& text) {
    ZSTD_CCtx* state = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(state, ZSTD_c_checksumFlag, 1);
    std::string out(ZSTD_compressBound(text.size()), '\0');
    out.resize(ZSTD_compress2(state, out.data(), out.size(), text.data(), text.size()));
    ZSTD_freeCCtx(state);
    return out;
}

/// The whole text, or "error: ...".
std::string read_all(Result<std::unique_ptr<TextStream>> stream) {
    if (!stream) return "error: " + stream.error().message;
    std::string all, piece(1000, '\0');
    while (true) {
        auto got = (*stream)->read(piece);
        if (!got) return "error: " + got.error().message;
        if (*got == 0) return all;
        all.append(piece, 0, *got);
    }
}

std::string long_text() {
    std::string text;
    for (int i = 0; i < 40'000; ++i) text += "línea " + std::to_string(i) + "\n";
    return text;
}

TEST(OpenText, knows_plain_gzip_and_zstd_by_their_first_bytes) {
    std::string text = long_text();
    EXPECT_EQ(read_all(open_bytes(text)), text);
    EXPECT_EQ(read_all(open_bytes(gzip(text))), text);
    EXPECT_EQ(read_all(open_bytes(zstd(text))), text);
    for (std::string small : {"", "a", "ab", "abc"}) {
        EXPECT_EQ(read_all(open_bytes(small)), small);
        EXPECT_EQ(read_all(open_bytes(gzip(small))), small);
        EXPECT_EQ(read_all(open_bytes(zstd(small))), small);
    }
}

TEST(OpenText, reads_members_and_frames_one_after_the_other) {
    EXPECT_EQ(read_all(open_bytes(gzip("one ") + gzip("two"))), "one two");
    EXPECT_EQ(read_all(open_bytes(zstd("one ") + zstd("two"))), "one two");
}

TEST(OpenText, says_when_a_packed_file_is_cut_off_or_damaged) {
    std::string text = long_text();
    for (const std::string& packed : {gzip(text), zstd(text)}) {
        EXPECT_TRUE(read_all(open_bytes(packed.substr(0, packed.size() / 2)))
                        .ends_with("the compressed file is cut off"));
        std::string damaged = packed;
        for (std::size_t i = damaged.size() / 3; i < damaged.size() / 3 + 40; ++i) damaged[i] = 'x';
        EXPECT_TRUE(read_all(open_bytes(damaged)).starts_with("error: ")) << packed.size();
    }
}

TEST(OpenText, stops_a_bomb) {
    std::string zeros(8 << 20, '0');
    InflationLimits limits{.factor_max = 100, .free_bytes = 1 << 20};
    for (const std::string& packed : {gzip(zeros), zstd(zeros)}) {
        EXPECT_EQ(read_all(open_bytes(packed, limits)),
                  "error: the compressed file grows more than 100 times");
        EXPECT_EQ(read_all(open_bytes(packed)), zeros);
    }
}

TEST(OpenText, measures_the_file_and_says_when_it_is_not_there) {
    std::string path = testing::TempDir() + "vuelve_open_text_" + std::to_string(::getpid());
    std::ofstream(path) << "a,b\n1,2\n";
    auto stream = open_text(path);
    ASSERT_TRUE(stream);
    EXPECT_EQ((*stream)->size(), 8U);
    EXPECT_EQ(read_all(std::move(stream)), "a,b\n1,2\n");
    ASSERT_EQ(::unlink(path.c_str()), 0);
    auto gone = open_text(path);
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace vuelve::cli
