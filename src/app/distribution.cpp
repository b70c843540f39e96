#include "app/distribution.h"

#include "storage/storage_error.h"

namespace vuelve::app {

Result<storage::Distribution> distribution() {
    try {
        return storage::distribution_of_schema();
    } catch (const storage::StorageError& error) {
        return refuse(ErrorCode::InternalError, error.what());
    }
}

}  // namespace vuelve::app
