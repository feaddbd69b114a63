// What the kernels need of Python and numpy: owned references, buffers as vectors, vectors as arrays.
#pragma once
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#ifndef CODESTRUCT_IMPORTS_NUMPY
#define NO_IMPORT_ARRAY
#endif
#define PY_ARRAY_UNIQUE_SYMBOL codestruct_accelerator_numpy
#define NPY_NO_DEPRECATED_API NPY_2_0_API_VERSION
#include <numpy/arrayobject.h>

#include <cstdint>
#include <cstring>
#include <vector>

// Thrown where Python has an exception set.
struct PythonError {};

// An owned reference.
class Ref {
public:
    Ref(PyObject *object = nullptr) : object_(object) {}
    Ref(Ref &&other) noexcept : object_(other.release()) {}
    Ref(const Ref &) = delete;
    Ref &operator=(Ref &&other) noexcept {
        Py_XDECREF(object_);
        object_ = other.release();
        return *this;
    }
    ~Ref() { Py_XDECREF(object_); }
    PyObject *get() const { return object_; }
    PyObject *release() {
        PyObject *object = object_;
        object_ = nullptr;
        return object;
    }

private:
    PyObject *object_;
};

// The object itself; PythonError for a null pointer.
inline PyObject *check(PyObject *object) {
    if (!object) throw PythonError();
    return object;
}

// An attribute, owned.
inline Ref attribute(PyObject *object, const char *name) { return Ref(check(PyObject_GetAttrString(object, name))); }

// A Python integer.
inline long long integer(PyObject *object) {
    long long value = PyLong_AsLongLong(object);
    if (value == -1 && PyErr_Occurred()) throw PythonError();
    return value;
}

// The elements of a contiguous array of exactly this type.
template <class T> std::vector<T> elements(PyObject *array) {
    Py_buffer buffer;
    if (PyObject_GetBuffer(array, &buffer, PyBUF_C_CONTIGUOUS) < 0) throw PythonError();
    std::vector<T> values(buffer.len / sizeof(T));
    if (buffer.len) std::memcpy(values.data(), buffer.buf, buffer.len);
    bool fits = buffer.itemsize == static_cast<Py_ssize_t>(sizeof(T));
    PyBuffer_Release(&buffer);
    if (!fits) {
        PyErr_SetString(PyExc_TypeError, "an array for the accelerator has elements of another size");
        throw PythonError();
    }
    return values;
}

// The integers of a Python list or tuple.
template <class T = int32_t> std::vector<T> integers(PyObject *sequence) {
    Ref fast(check(PySequence_Fast(sequence, "the accelerator takes a list of integers here")));
    Py_ssize_t count = PySequence_Fast_GET_SIZE(fast.get());
    std::vector<T> values(count);
    PyObject **items = PySequence_Fast_ITEMS(fast.get());
    for (Py_ssize_t i = 0; i < count; i++) values[i] = static_cast<T>(integer(items[i]));
    return values;
}

template <class T> struct NumpyType;
template <> struct NumpyType<int32_t> { static constexpr int value = NPY_INT32; };
template <> struct NumpyType<uint8_t> { static constexpr int value = NPY_UINT8; };
template <> struct NumpyType<double> { static constexpr int value = NPY_FLOAT64; };

// A fresh read-only array of these values; `type` for another one of the same size (NPY_BOOL).
template <class T> PyObject *array(const T *values, size_t count, int type = NumpyType<T>::value) {
    npy_intp shape[1] = {static_cast<npy_intp>(count)};
    PyObject *made = check(PyArray_SimpleNew(1, shape, type));
    auto *numpy = reinterpret_cast<PyArrayObject *>(made);
    if (count) std::memcpy(PyArray_DATA(numpy), values, count * sizeof(T));
    PyArray_CLEARFLAGS(numpy, NPY_ARRAY_WRITEABLE);
    return made;
}

template <class T> PyObject *array(const std::vector<T> &values, int type = NumpyType<T>::value) {
    return array(values.data(), values.size(), type);
}

// A tuple of objects that it takes over.
template <class... Objects> PyObject *tuple(Objects... objects) {
    PyObject *owned[] = {objects...};
    PyObject *made = check(PyTuple_New(sizeof...(objects)));
    for (size_t i = 0; i < sizeof...(objects); i++) PyTuple_SET_ITEM(made, i, owned[i]);
    return made;
}

// A Python list of integers.
template <class Values> PyObject *list(const Values &values) {
    PyObject *made = check(PyList_New(values.size()));
    Py_ssize_t at = 0;
    for (auto value : values) PyList_SET_ITEM(made, at++, check(PyLong_FromLongLong(value)));
    return made;
}
