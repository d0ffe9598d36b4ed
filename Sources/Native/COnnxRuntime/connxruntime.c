#include "connxruntime.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "onnxruntime/onnxruntime_c_api.h"

struct connx_library {
    const OrtApi *api;
    OrtEnv *env;
};

struct connx_session {
    const OrtApi *api;
    OrtSession *session;
    OrtMemoryInfo *memory;
};

struct connx_value {
    const OrtApi *api;
    OrtValue *value;
};

static void say(char *message, size_t capacity, const char *text) {
    if (capacity > 0) snprintf(message, capacity, "%s", text);
}

// Turns a status into a message and frees it; returns nonzero for a failure.
static int failed(const OrtApi *api, OrtStatus *status, char *message, size_t capacity) {
    if (!status) return 0;
    say(message, capacity, api->GetErrorMessage(status));
    api->ReleaseStatus(status);
    return 1;
}

connx_library *connx_open(const char *path, char *message, size_t capacity) {
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        const char *reason = dlerror();
        say(message, capacity, reason ? reason : "it cannot be loaded");
        return NULL;
    }
    // The handle is never closed: the runtime keeps threads and thread-local state that do not survive dlclose.
    const OrtApiBase *(*base)(void) = (const OrtApiBase *(*)(void))dlsym(handle, "OrtGetApiBase");
    const OrtApi *api = base ? base()->GetApi(ORT_API_VERSION) : NULL;
    if (!api) {
        say(message, capacity, base ? "its version is too old" : "it is not ONNX Runtime");
        return NULL;
    }
    OrtEnv *env = NULL;
    if (failed(api, api->CreateEnv(ORT_LOGGING_LEVEL_FATAL, "vitascope", &env), message, capacity)) return NULL;
    OrtStatus *telemetry = api->DisableTelemetryEvents(env);
    if (telemetry) api->ReleaseStatus(telemetry);
    connx_library *library = calloc(1, sizeof *library);
    if (!library) {
        say(message, capacity, "there is no memory");
        return NULL;
    }
    library->api = api;
    library->env = env;
    return library;
}

static OrtStatus *configure(const OrtApi *api, OrtSessionOptions *options, int threads) {
    OrtStatus *status = api->SetIntraOpNumThreads(options, threads);
    if (!status) status = api->SetInterOpNumThreads(options, 1);
    if (!status) status = api->SetSessionExecutionMode(options, ORT_SEQUENTIAL);
    if (!status) status = api->SetSessionGraphOptimizationLevel(options, ORT_ENABLE_ALL);
    if (!status) status = api->SetSessionLogSeverityLevel(options, ORT_LOGGING_LEVEL_FATAL);
    // The memory pattern plans for one input shape; every sentence has its own, and the plan would only hold memory.
    if (!status) status = api->DisableMemPattern(options);
    return status;
}

connx_session *connx_session_create(
    connx_library *library, const void *bytes, size_t length, int threads, char *message, size_t capacity) {
    const OrtApi *api = library->api;
    OrtSessionOptions *options = NULL;
    if (failed(api, api->CreateSessionOptions(&options), message, capacity)) return NULL;
    connx_session *result = calloc(1, sizeof *result);
    if (!result) {
        say(message, capacity, "there is no memory");
        api->ReleaseSessionOptions(options);
        return NULL;
    }
    result->api = api;
    int bad = failed(api, configure(api, options, threads), message, capacity);
    if (!bad) {
        OrtStatus *status = api->CreateSessionFromArray(library->env, bytes, length, options, &result->session);
        bad = failed(api, status, message, capacity);
    }
    if (!bad) {
        OrtStatus *status = api->CreateCpuMemoryInfo(OrtArenaAllocator, OrtMemTypeDefault, &result->memory);
        bad = failed(api, status, message, capacity);
    }
    api->ReleaseSessionOptions(options);
    if (bad) {
        connx_session_free(result);
        return NULL;
    }
    return result;
}

void connx_session_free(connx_session *session) {
    if (!session) return;
    if (session->memory) session->api->ReleaseMemoryInfo(session->memory);
    if (session->session) session->api->ReleaseSession(session->session);
    free(session);
}

static OrtStatus *borrow(connx_session *session, const connx_input *input, OrtValue **value) {
    int isFloat = input->type == CONNX_FLOAT;
    size_t size = isFloat ? sizeof(float) : sizeof(int64_t);
    ONNXTensorElementDataType type = isFloat ? ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT : ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64;
    // The runtime reads inputs only; its signature lacks the const.
    return session->api->CreateTensorWithDataAsOrtValue(
        session->memory, (void *)input->data, input->count * size, input->shape, input->rank, type, value);
}

// Given back after each run so that one long sentence does not set the process's memory for good.
static OrtStatus *shrinking(const OrtApi *api, OrtRunOptions **options) {
    OrtStatus *status = api->CreateRunOptions(options);
    if (status) return status;
    return api->AddRunConfigEntry(*options, "memory.enable_memory_arena_shrinkage", "cpu:0");
}

int connx_run(
    connx_session *session, const connx_input *inputs, size_t input_count, const char *const *output_names,
    size_t output_count, connx_value **outputs, char *message, size_t capacity) {
    enum { LIMIT = 16 };
    const OrtApi *api = session->api;
    if (input_count > LIMIT || output_count > LIMIT) {
        say(message, capacity, "too many tensors");
        return 1;
    }
    const char *input_names[LIMIT];
    OrtValue *given[LIMIT] = {0};
    OrtValue *got[LIMIT] = {0};
    OrtRunOptions *options = NULL;
    int bad = failed(api, shrinking(api, &options), message, capacity);
    for (size_t i = 0; !bad && i < input_count; i++) {
        input_names[i] = inputs[i].name;
        bad = failed(api, borrow(session, &inputs[i], &given[i]), message, capacity);
    }
    if (!bad) {
        OrtStatus *status = api->Run(
            session->session, options, input_names, (const OrtValue *const *)given, input_count, output_names,
            output_count, got);
        bad = failed(api, status, message, capacity);
    }
    for (size_t i = 0; i < output_count; i++) {
        outputs[i] = NULL;
        if (!got[i]) continue;
        connx_value *value = bad ? NULL : calloc(1, sizeof *value);
        if (!value) {
            api->ReleaseValue(got[i]);
            if (!bad) say(message, capacity, "there is no memory");
            bad = 1;
            continue;
        }
        value->api = api;
        value->value = got[i];
        outputs[i] = value;
    }
    for (size_t i = 0; i < input_count; i++) {
        if (given[i]) api->ReleaseValue(given[i]);
    }
    if (options) api->ReleaseRunOptions(options);
    if (bad) {
        for (size_t i = 0; i < output_count; i++) {
            connx_value_free(outputs[i]);
            outputs[i] = NULL;
        }
    }
    return bad;
}

int connx_value_view(
    connx_value *value, int *type, const void **data, size_t *count, int64_t *shape, size_t rank_capacity,
    size_t *rank, char *message, size_t capacity) {
    const OrtApi *api = value->api;
    OrtTensorTypeAndShapeInfo *info = NULL;
    if (failed(api, api->GetTensorTypeAndShape(value->value, &info), message, capacity)) return 1;
    ONNXTensorElementDataType element = ONNX_TENSOR_ELEMENT_DATA_TYPE_UNDEFINED;
    OrtStatus *status = api->GetTensorElementType(info, &element);
    if (!status) status = api->GetTensorShapeElementCount(info, count);
    if (!status) status = api->GetDimensionsCount(info, rank);
    if (!status && *rank <= rank_capacity) status = api->GetDimensions(info, shape, *rank);
    api->ReleaseTensorTypeAndShapeInfo(info);
    if (failed(api, status, message, capacity)) return 1;
    if (*rank > rank_capacity) {
        say(message, capacity, "a tensor has too many axes");
        return 1;
    }
    *type = element == ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT   ? CONNX_FLOAT
            : element == ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 ? CONNX_INT64
                                                             : CONNX_OTHER;
    void *memory = NULL;
    if (failed(api, api->GetTensorMutableData(value->value, &memory), message, capacity)) return 1;
    *data = memory;
    return 0;
}

void connx_value_free(connx_value *value) {
    if (!value) return;
    value->api->ReleaseValue(value->value);
    free(value);
}
