# Outside libraries, as targets. Each is linked by the one layer whose folder may include it (tools/layers.py).
find_package(Threads REQUIRED)
find_package(fmt REQUIRED CONFIG)
find_package(spdlog REQUIRED CONFIG)
find_package(date REQUIRED CONFIG)
find_package(tomlplusplus REQUIRED CONFIG)
find_package(PostgreSQL 15 REQUIRED)
find_package(Boost 1.81.0 EXACT REQUIRED CONFIG COMPONENTS json)

# Boost.Asio and Beast: header-only, but their bodies are compiled once, in the file of src/http that includes the two
# src.hpp; without this every file that says co_await costs seconds (docs/adr/0003).
add_library(asio INTERFACE)
target_compile_definitions(asio INTERFACE BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
    BOOST_ASIO_NO_DEPRECATED)
target_link_libraries(asio INTERFACE Boost::headers Threads::Threads)

# libphonenumber's development package wants another Boost than ours, so tools/setup.sh unpacks its headers.
add_library(phonenumber INTERFACE)
target_include_directories(phonenumber SYSTEM INTERFACE
    "${CMAKE_SOURCE_DIR}/build/deps/libphonenumber/usr/include")
target_link_libraries(phonenumber INTERFACE -l:libphonenumber.so.8)

# Pictures: gd reads and writes what cameras and printers know, librsvg draws SVG, qrencode makes QR codes.
find_package(PkgConfig REQUIRED)
pkg_check_modules(pictures REQUIRED IMPORTED_TARGET gdlib librsvg-2.0 libqrencode)

# SQLite, compiled for what we do with it: a third less time for each row than Debian's (docs/adr/0085). Never under
# sanitizers: it is as quick in tests as in shops.
set(sqlite_folder "${CMAKE_SOURCE_DIR}/build/deps/sqlite")
add_library(sqlite STATIC "${sqlite_folder}/sqlite3.c")
target_include_directories(sqlite SYSTEM PUBLIC "${sqlite_folder}")
target_link_libraries(sqlite PRIVATE Threads::Threads ${CMAKE_DL_LIBS} m)
set_target_properties(sqlite PROPERTIES UNITY_BUILD OFF)
target_compile_options(sqlite PRIVATE -w -O3 -g1 -fno-omit-frame-pointer)
target_compile_definitions(sqlite PRIVATE
    SQLITE_THREADSAFE=2        # a connection is used by one thread at a time
    SQLITE_DEFAULT_MEMSTATUS=0
    SQLITE_LIKE_DOESNT_MATCH_BLOBS
    SQLITE_MAX_EXPR_DEPTH=0
    SQLITE_MAX_VARIABLE_NUMBER=250000
    SQLITE_USE_ALLOCA
    SQLITE_ENABLE_MATH_FUNCTIONS
    SQLITE_OMIT_DEPRECATED
    SQLITE_OMIT_LOAD_EXTENSION
    SQLITE_OMIT_PROGRESS_CALLBACK
    SQLITE_OMIT_SHARED_CACHE)
