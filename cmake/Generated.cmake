# Text files that travel inside the program: SQL and the OpenAPI document. Generated into <build>/include/generated.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
set(generated "${CMAKE_BINARY_DIR}/include/generated")

file(GLOB queries CONFIGURE_DEPENDS db/queries/*.sql)
file(GLOB migrations CONFIGURE_DEPENDS db/migrations/*.sql)
set(VUELVE_GENERATED_SQL "${generated}/sql.h" "${generated}/sql.cpp")
add_custom_command(
    OUTPUT ${VUELVE_GENERATED_SQL}
    COMMAND Python3::Interpreter tools/embed_sql.py --queries db/queries --migrations db/migrations
            --output "${generated}"
    DEPENDS ${queries} ${migrations} tools/embed_sql.py
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    VERBATIM)

# Every statement names its bucket or says why not: the build fails for one that does neither (docs/scale-out.md Q2).
list(APPEND VUELVE_GENERATED_SQL "${generated}/bucket_use.h" "${generated}/bucket_use.cpp")
add_custom_command(
    OUTPUT "${generated}/bucket_use.h" "${generated}/bucket_use.cpp"
    COMMAND Python3::Interpreter tools/bucket_guard.py --output "${generated}"
    DEPENDS ${queries} ${migrations} tools/bucket_guard.py tools/embed_sql.py tools/data_map.py
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    VERBATIM)

# What is kept, of whom and why: the build fails for a column that db/data-map.toml does not tell (security.md 7).
list(APPEND VUELVE_GENERATED_SQL "${generated}/data_map.h")
add_custom_command(
    OUTPUT "${generated}/data_map.h"
    COMMAND Python3::Interpreter tools/data_map.py --output "${generated}"
    DEPENDS ${migrations} db/data-map.toml db/queries/own_data.sql docs/data-map.md tools/data_map.py
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    VERBATIM)

file(GLOB openapi CONFIGURE_DEPENDS api/openapi.yaml)
if(openapi)
    set(VUELVE_GENERATED_OPENAPI "${generated}/openapi.h" "${generated}/openapi.cpp"
        "${generated}/operation_queries.h" "${generated}/operation_queries.cpp")
    add_custom_command(
        OUTPUT ${VUELVE_GENERATED_OPENAPI}
        COMMAND Python3::Interpreter tools/embed_file.py --yaml-as-json openapi_json=api/openapi.yaml
                --output "${generated}/openapi"
        COMMAND Python3::Interpreter tools/embed_queries.py api/openapi.yaml --output "${generated}"
        DEPENDS ${openapi} tools/embed_file.py tools/embed_queries.py
        WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
        VERBATIM)
endif()

# What people choose for a password, known to everybody: src/app/passwords.h.
set(VUELVE_GENERATED_PASSWORDS "${generated}/common_passwords.h" "${generated}/common_passwords.cpp")
add_custom_command(
    OUTPUT ${VUELVE_GENERATED_PASSWORDS}
    COMMAND Python3::Interpreter tools/embed_file.py common_passwords=src/app/common_passwords.txt
            --output "${generated}/common_passwords"
    DEPENDS src/app/common_passwords.txt tools/embed_file.py
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    VERBATIM)
