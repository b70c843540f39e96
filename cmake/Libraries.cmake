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
