// The façade over ONNX Runtime's C API that Swift sees: loaded at run time, so that the program starts without it.
#ifndef CONNXRUNTIME_H
#define CONNXRUNTIME_H
#endif
