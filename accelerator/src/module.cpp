// The module `kernels`: trees and programs as opaque objects, tables as tuples of numpy arrays.
#define CODESTRUCT_IMPORTS_NUMPY
#include "program.hpp"

#include "tree_sitter/api.h"

#include <exception>
#include <new>
#include <optional>

namespace {

// A Python object that holds one of ours.
template <class T> struct Holder {
    PyObject_HEAD
    T *held;
    static PyTypeObject type;

    static void destroy(PyObject *self) {
        delete reinterpret_cast<Holder *>(self)->held;
        Py_TYPE(self)->tp_free(self);
    }
    static PyObject *make(std::unique_ptr<T> held) {
        PyObject *made = check(type.tp_alloc(&type, 0));
        reinterpret_cast<Holder *>(made)->held = held.release();
        return made;
    }
    static T &of(PyObject *object) {
        if (!PyObject_TypeCheck(object, &type)) {
            PyErr_Format(PyExc_TypeError, "expected a %s of the accelerator", type.tp_name);
            throw PythonError();
        }
        return *reinterpret_cast<Holder *>(object)->held;
    }
    static bool ready(const char *name) {
        type.tp_name = name;
        type.tp_basicsize = sizeof(Holder);
        type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION;
        type.tp_dealloc = destroy;
        return PyType_Ready(&type) == 0;
    }
};
template <class T> PyTypeObject Holder<T>::type = {PyVarObject_HEAD_INIT(nullptr, 0)};

using LanguageHolder = Holder<std::shared_ptr<Language>>;
using TreeHolder = Holder<Tree>;
using ProgramHolder = Holder<Program>;

// Runs a function of ours for Python: C++ exceptions become Python's.
template <class Function> PyObject *guard(Function function) {
    try {
        return function();
    } catch (const PythonError &) {
    } catch (const std::bad_alloc &) {
        PyErr_NoMemory();
    } catch (const std::exception &error) {
        PyErr_SetString(PyExc_RuntimeError, error.what());
    }
    return nullptr;
}

template <class... Places> void take(PyObject *arguments, const char *format, Places... places) {
    if (!PyArg_ParseTuple(arguments, format, places...)) throw PythonError();
}

PyObject *make_language(PyObject *, PyObject *arguments) {
    return guard([&] {
        PyObject *flat, *capsule;
        take(arguments, "O!O", &PyDict_Type, &flat, &capsule);
        return LanguageHolder::make(
            std::make_unique<std::shared_ptr<Language>>(std::shared_ptr<Language>(read_language(flat, capsule))));
    });
}

PyObject *parse(PyObject *, PyObject *arguments) {
    return guard([&]() -> PyObject * {
        PyObject *language, *source;
        double seconds;
        take(arguments, "OSd", &language, &source, &seconds);
        auto tree = parse_source(LanguageHolder::of(language), source, seconds);
        if (!tree) Py_RETURN_NONE;
        return TreeHolder::make(std::move(tree));
    });
}

// A tree whose columns (int32 [6, n]) were made, or amended, in Python.
PyObject *adopt_tree(PyObject *, PyObject *arguments) {
    return guard([&] {
        PyObject *language, *source, *columns, *missing;
        take(arguments, "OSOO", &language, &source, &columns, &missing);
        auto tree = std::make_unique<Tree>();
        tree->language = LanguageHolder::of(language);
        Py_INCREF(source);
        tree->source = Ref(source);
        tree->data = {PyBytes_AS_STRING(source), static_cast<size_t>(PyBytes_GET_SIZE(source))};
        Ints values = elements<int32_t>(columns);
        tree->resize(static_cast<int32_t>(values.size() / 6));
        std::copy(values.begin(), values.end(), tree->columns.begin());
        tree->missing = integers(missing);
        tree->broken = !tree->missing.empty();
        for (int32_t row = 0; row < tree->count; row++) tree->broken |= tree->kind[row] == tree->language->error;
        return TreeHolder::make(std::move(tree));
    });
}

// The columns of a tree, int32 [6, n], as a view, and the rows that the parser invented.
PyObject *tree_columns(PyObject *, PyObject *object) {
    return guard([&] {
        Tree &tree = TreeHolder::of(object);
        npy_intp shape[2] = {6, tree.count};
        PyObject *made = check(PyArray_SimpleNewFromData(2, shape, NPY_INT32, tree.columns.data()));
        auto *numpy = reinterpret_cast<PyArrayObject *>(made);
        PyArray_CLEARFLAGS(numpy, NPY_ARRAY_WRITEABLE);
        Py_INCREF(object);
        if (PyArray_SetBaseObject(numpy, object) < 0) throw PythonError();
        PyObject *missing = check(PyTuple_New(tree.missing.size()));
        for (size_t i = 0; i < tree.missing.size(); i++) {
            PyTuple_SET_ITEM(missing, i, check(PyLong_FromLong(tree.missing[i])));
        }
        return tuple(made, missing);
    });
}

PyObject *is_broken(PyObject *, PyObject *object) {
    return guard([&] { return PyBool_FromLong(TreeHolder::of(object).broken); });
}

// Whether the kernels know every construct of a language.
PyObject *can_lower(PyObject *, PyObject *object) {
    return guard([&] { return PyBool_FromLong(LanguageHolder::of(object)->lowers); });
}

PyObject *find_items(PyObject *, PyObject *object) {
    return guard([&] {
        Items items = ::find_items(TreeHolder::of(object));
        return tuple(array(items.kind), array(items.category), array(items.start), array(items.end),
                     array(items.parent), array(items.complete, NPY_BOOL), array(items.row), array(items.owner));
    });
}

PyObject *classify_tokens(PyObject *, PyObject *arguments) {
    return guard([&] {
        PyObject *tree, *owner, *start, *end, *parent;
        take(arguments, "OOOOO", &tree, &owner, &start, &end, &parent);
        Tokens tokens = ::classify_tokens(TreeHolder::of(tree), elements<int32_t>(owner), elements<int32_t>(start),
                                        elements<int32_t>(end), elements<int32_t>(parent));
        return tuple(array(tokens.start), array(tokens.end), array(tokens.cls), array(tokens.item),
                     array(tokens.trivia, NPY_BOOL));
    });
}

PyObject *lower_tree(PyObject *, PyObject *arguments) {
    return guard([&] {
        PyObject *tree, *owner;
        double seconds;
        take(arguments, "OOd", &tree, &owner, &seconds);
        return ProgramHolder::make(::lower_tree(TreeHolder::of(tree), elements<int32_t>(owner), seconds));
    });
}

PyObject *lists(const std::vector<Ints> &rows) {
    PyObject *made = check(PyList_New(rows.size()));
    for (size_t i = 0; i < rows.size(); i++) PyList_SET_ITEM(made, i, list(rows[i]));
    return made;
}

// The fields of codestruct.lowering.Program, in order.
PyObject *program_fields(PyObject *, PyObject *object) {
    return guard([&] {
        Program &p = ProgramHolder::of(object);
        Ref until(check(PyDict_New()));
        for (const auto &[site, end] : p.until) {
            Ref key(check(PyLong_FromLong(site))), value(check(PyLong_FromLong(end)));
            if (PyDict_SetItem(until.get(), key.get(), value.get()) < 0) throw PythonError();
        }
        Py_INCREF(p.names.get());
        return tuple(p.names.get(), array(p.start), array(p.end), array(p.item), list(p.name), list(p.role),
                     list(p.intro), list(p.scope), list(p.visible), until.release(), list(p.scope_parent),
                     list(p.scope_kind), list(p.unit_parent), list(p.unit_entry), lists(p.blocks), list(p.block_unit),
                     lists(p.successors), PyBool_FromLong(p.late));
    });
}

// A program that was made in Python, from the same fields.
PyObject *adopt_program(PyObject *, PyObject *fields) {
    return guard([&] {
        if (!PyTuple_Check(fields) || PyTuple_GET_SIZE(fields) != 18) {
            PyErr_SetString(PyExc_TypeError, "a program has 18 fields");
            throw PythonError();
        }
        auto field = [&](int place) { return PyTuple_GET_ITEM(fields, place); };
        auto p = std::make_unique<Program>();
        Py_INCREF(field(0));
        p->names = Ref(field(0));
        Ints *arrays[] = {&p->start, &p->end, &p->item};
        for (int i = 0; i < 3; i++) *arrays[i] = elements<int32_t>(field(1 + i));
        Ints *columns[] = {&p->name, &p->role, &p->intro, &p->scope, &p->visible};
        for (int i = 0; i < 5; i++) *columns[i] = integers(field(4 + i));
        PyObject *key, *value;
        for (Py_ssize_t at = 0; PyDict_Next(field(9), &at, &key, &value);) {
            p->until[static_cast<int32_t>(integer(key))] = static_cast<int32_t>(integer(value));
        }
        Ints *tables[] = {&p->scope_parent, &p->scope_kind, &p->unit_parent, &p->unit_entry};
        for (int i = 0; i < 4; i++) *tables[i] = integers(field(10 + i));
        std::vector<Ints> *nested[] = {&p->blocks, &p->successors};
        for (int i = 0; i < 2; i++) {
            PyObject *rows = field(14 + 2 * i);
            for (Py_ssize_t row = 0; row < PyList_GET_SIZE(rows); row++) {
                nested[i]->push_back(integers(PyList_GET_ITEM(rows, row)));
            }
        }
        p->block_unit = integers(field(15));
        p->late = PyObject_IsTrue(field(17));
        return ProgramHolder::make(std::move(p));
    });
}

PyObject *bind_names(PyObject *, PyObject *arguments) {
    return guard([&] {
        PyObject *program, *language;
        take(arguments, "OO", &program, &language);
        Program &p = ProgramHolder::of(program);
        Bindings bindings = ::bind_names(p, *LanguageHolder::of(language));
        Flags role(p.role.begin(), p.role.end());
        Py_INCREF(p.names.get());
        return tuple(array(p.name), array(p.start), array(p.end), array(role), array(bindings.symbol), array(p.item),
                     p.names.get(), array(bindings.symbol_name), array(bindings.symbol_scope), array(p.scope_parent));
    });
}

PyObject *trace_flow(PyObject *, PyObject *arguments) {
    return guard([&] {
        PyObject *program, *symbol, *role;
        long long edges;
        double seconds;
        take(arguments, "OOOLd", &program, &symbol, &role, &edges, &seconds);
        Flow flow = ::trace_flow(ProgramHolder::of(program), elements<int32_t>(symbol), elements<uint8_t>(role), edges, seconds);
        Ref capped(list(flow.capped));
        return tuple(array(flow.define), array(flow.use), array(flow.kind), array(flow.certain, NPY_BOOL),
                     check(PyList_AsTuple(capped.get())), PyBool_FromLong(flow.late));
    });
}

PyObject *build_links(PyObject *, PyObject *arguments) {
    return guard([&] {
        PyObject *item, *symbol, *define, *use;
        int nodes;
        take(arguments, "iOOOO", &nodes, &item, &symbol, &define, &use);
        Links links = ::build_links(nodes, elements<int32_t>(item), elements<int32_t>(symbol), elements<int32_t>(define),
                                  elements<int32_t>(use));
        return tuple(array(links.indptr), array(links.indices), array(links.weight));
    });
}

// The number of other nodes that each node has a path to, int32 [n]; None where the graph is not of the quick sort.
PyObject *count_descendants(PyObject *, PyObject *arguments) {
    return guard([&]() -> PyObject * {
        PyObject *indptr, *indices;
        take(arguments, "OO", &indptr, &indices);
        Ints counts;
        if (!::count_descendants(elements<int32_t>(indptr), elements<int32_t>(indices), counts)) Py_RETURN_NONE;
        return array(counts);
    });
}

PyObject *measure_betweenness(PyObject *, PyObject *arguments) {
    return guard([&] {
        PyObject *indptr, *indices;
        take(arguments, "OO", &indptr, &indices);
        PyObject *made = array(::measure_betweenness(elements<int32_t>(indptr), elements<int32_t>(indices)));
        PyArray_ENABLEFLAGS(reinterpret_cast<PyArrayObject *>(made), NPY_ARRAY_WRITEABLE);  // it is the caller's
        return made;
    });
}

PyMethodDef METHODS[] = {
    {"make_language", make_language, METH_VARARGS, "The tables of a language, from a flat mapping and its grammar."},
    {"parse", parse, METH_VARARGS, "The tree of (language, bytes, seconds), None where it took longer."},
    {"adopt_tree", adopt_tree, METH_VARARGS, "A tree from (language, bytes, columns, missing)."},
    {"tree_columns", tree_columns, METH_O, "The columns of a tree, int32 [6, n], and its missing rows."},
    {"is_broken", is_broken, METH_O, "Whether a tree has an ERROR or a MISSING node."},
    {"find_items", find_items, METH_O, "kind, category, start, end, parent, complete, row, owner."},
    {"classify_tokens", classify_tokens, METH_VARARGS, "start, end, cls, item, trivia."},
    {"can_lower", can_lower, METH_O, "Whether the kernels know every construct of a language."},
    {"lower_tree", lower_tree, METH_VARARGS, "The program of (tree, owner, seconds)."},
    {"program_fields", program_fields, METH_O, "The fields of a program as Python has them."},
    {"adopt_program", adopt_program, METH_O, "A program from such fields."},
    {"bind_names", bind_names, METH_VARARGS, "The columns of the bindings of (program, language)."},
    {"trace_flow", trace_flow, METH_VARARGS, "The columns of the flow of (program, symbol, role, edges, seconds)."},
    {"build_links", build_links, METH_VARARGS, "indptr, indices, weight of (nodes, item, symbol, define, use)."},
    {"count_descendants", count_descendants, METH_VARARGS, "Descendants by node of (indptr, indices), or None."},
    {"measure_betweenness", measure_betweenness, METH_VARARGS, "Betweenness by node of (indptr, indices)."},
    {nullptr, nullptr, 0, nullptr},
};

PyModuleDef MODULE_DEFINITION = {
    PyModuleDef_HEAD_INIT, "kernels", "The stages of codestruct, compiled.", -1, METHODS, nullptr, nullptr, nullptr, nullptr,
};

#define CODESTRUCT_NAME(name) #name,
int add_names(PyObject *module, const char *name, std::initializer_list<const char *> names) {
    Ref made(PyTuple_New(names.size()));
    Py_ssize_t place = 0;
    for (const char *one : names) PyTuple_SET_ITEM(made.get(), place++, PyUnicode_FromString(one));
    return PyModule_AddObjectRef(module, name, made.get());
}

}  // namespace

PyMODINIT_FUNC PyInit_kernels() {
    import_array();
    if (!LanguageHolder::ready("codestruct_accelerator.kernels.Language") ||
        !TreeHolder::ready("codestruct_accelerator.kernels.Tree") ||
        !ProgramHolder::ready("codestruct_accelerator.kernels.Program")) {
        return nullptr;
    }
    PyObject *module = PyModule_Create(&MODULE_DEFINITION);
    if (!module) return nullptr;
    if (add_names(module, "PARTS", {CODESTRUCT_PARTS(CODESTRUCT_NAME)}) < 0 ||
        add_names(module, "FORMS", {CODESTRUCT_FORMS(CODESTRUCT_NAME)}) < 0 ||
        add_names(module, "SCOPES", {CODESTRUCT_SCOPES(CODESTRUCT_NAME)}) < 0 ||
        add_names(module, "JUMPS", {CODESTRUCT_JUMPS(CODESTRUCT_NAME)}) < 0) {
        return nullptr;
    }
    return module;
}
