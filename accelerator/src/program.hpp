// Program, Bindings, Flow: the later stages' tables, and the functions that make them.
#pragma once
#include "rows.hpp"

#include <memory>
#include <string>
#include <unordered_map>

struct Program {
    Ref names;  // tuple of str
    Ints start, end, item, name, role, intro, scope, visible;
    std::unordered_map<int32_t, int32_t> until;
    Ints scope_parent, scope_kind, unit_parent, unit_entry;
    std::vector<Ints> blocks;
    Ints block_unit;
    std::vector<Ints> successors;
    bool late = false;
};

struct Bindings {
    Ints symbol, symbol_name, symbol_scope;
};

struct Flow {
    Ints define, use, capped;
    Flags kind, certain;
    bool late = false;
};

struct Links {
    Ints indptr, indices, weight;
};

std::unique_ptr<Program> lower_tree(const Tree &tree, const Ints &owner, double max_seconds);
Bindings bind_names(const Program &program, const Language &tables);
Flow trace_flow(const Program &program, const Ints &symbol, const Flags &role, int64_t edges_per_symbol, double seconds);
Links build_links(int32_t nodes, const Ints &item, const Ints &symbol, const Ints &define, const Ints &use);
bool count_descendants(const Ints &indptr, const Ints &indices, Ints &counts);
std::vector<double> measure_betweenness(const Ints &indptr, const Ints &indices);
