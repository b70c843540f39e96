# vuelve_layer(NAME [ON layers] [LINK libraries] [FOLDERS more folders of src] [SOURCES generated files])
#
# Makes the static library vuelve_NAME of src/NAME/*.cpp, seeing the layers it stands ON, and the test program NAME_test
# of the *_test.cpp beside them. A folder without sources yet becomes a library without code.
function(vuelve_layer name)
    cmake_parse_arguments(layer "" "" "ON;LINK;FOLDERS;SOURCES" ${ARGN})
    set(patterns "src/${name}/*.cpp")
    foreach(folder IN LISTS layer_FOLDERS)
        list(APPEND patterns "src/${folder}/*.cpp")
    endforeach()
    file(GLOB sources CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}" ${patterns})
    set(tests ${sources})
    list(FILTER sources EXCLUDE REGEX "_(test|fuzz)\\.cpp$")
    list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

    list(TRANSFORM layer_ON PREPEND vuelve_)
    if(sources)
        add_library(vuelve_${name} STATIC ${sources} ${layer_SOURCES})
        target_include_directories(vuelve_${name} PUBLIC src "${CMAKE_BINARY_DIR}/include")
        # PUBLIC only so that definitions agree in every file that includes our headers.
        target_link_libraries(vuelve_${name} PUBLIC ${layer_ON} ${layer_LINK})
    else()
        add_library(vuelve_${name} INTERFACE)
        target_include_directories(vuelve_${name} INTERFACE src "${CMAKE_BINARY_DIR}/include")
        target_link_libraries(vuelve_${name} INTERFACE ${layer_ON})
    endif()
    vuelve_test(${name}_test LINK vuelve_${name} SOURCES ${tests})
endfunction()

# vuelve_test(NAME LINK libraries SOURCES files): a GoogleTest program whose every test counts in ctest. Tests run in the
# root of the repository, so "tests/golden" is a path they may use. Without sources: nothing.
function(vuelve_test name)
    cmake_parse_arguments(test "" "" "LINK;SOURCES" ${ARGN})
    if(NOT VUELVE_TESTS OR NOT test_SOURCES)
        return()
    endif()
    add_executable(${name} ${test_SOURCES})
    target_link_libraries(${name} PRIVATE ${test_LINK} rapidcheck GTest::gmock_main)
    # Every test file has its own check(input, expected), which would meet its namesakes in one batch.
    set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
    gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
        PROPERTIES TIMEOUT 120)
endfunction()

if(VUELVE_TESTS)
    include(GoogleTest)
    find_package(GTest REQUIRED CONFIG)
    find_package(rapidcheck REQUIRED CONFIG)
endif()
