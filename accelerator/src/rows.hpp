// Rows: what the machine that lowers a tree asks of its nodes, and what each place does to names. As codestruct.lowering.rows.
#pragma once
#include "tree.hpp"

#include <initializer_list>
#include <string>
#include <unordered_map>
#include <unordered_set>

enum Role : int32_t { DECLARE, DEFINE, USE, UPDATE, DELETE };
enum Intro : int32_t { NO_INTRO, IN_BLOCK, IN_FUNCTION, IN_OUTER, IN_MODULE, GLOBAL, NONLOCAL, IN_CLASS, NEAREST, IN_HEADER };
enum ScopeKind : int32_t { MODULE, FUNCTION, CLASS, BLOCK, COMPREHENSION, SEALED, HEADER, BODY };
enum Event : int32_t { OCCUR, KILL, DEFINED, CREATE, READ };
constexpr int32_t IGNORE = 1;    // the effect that takes the names below a place out of the program
constexpr int32_t NOWHERE = -1;  // no block, no label
constexpr int32_t PLAIN = USE;   // the context of ordinary code: names are read

// A short list of rows, on the stack as long as it is short.
template <class T, size_t N> class Short {
public:
    Short() = default;
    Short(std::initializer_list<T> values) {
        for (const T &value : values) push_back(value);
    }
    void push_back(T value) {
        if (size_ < N) {
            inline_[size_] = value;
        } else {
            if (size_ == N) more_.assign(inline_, inline_ + N);
            more_.push_back(value);
        }
        size_++;
    }
    void append(const Short &other) {
        for (T value : other) push_back(value);
    }
    T *begin() { return size_ <= N ? inline_ : more_.data(); }
    T *end() { return begin() + size_; }
    const T *begin() const { return size_ <= N ? inline_ : more_.data(); }
    const T *end() const { return begin() + size_; }
    size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    T operator[](size_t index) const { return begin()[index]; }
    T back() const { return begin()[size_ - 1]; }
    bool holds(T wanted) const {
        for (T value : *this) {
            if (value == wanted) return true;
        }
        return false;
    }

private:
    T inline_[N];
    std::vector<T> more_;
    size_t size_ = 0;
};
using RowList = Short<int32_t, 8>;

// The children of a row by the part that they fill.
struct Found {
    struct One { int32_t row; int8_t part; };
    Short<One, 8> all;
    uint64_t present = 0;  // the parts that the construct names, a bit each
    RowList rest;

    bool names(part::Part wanted) const { return present >> wanted & 1; }
    RowList get(part::Part wanted) const {
        RowList rows;
        for (One one : all) {
            if (one.part == wanted) rows.push_back(one.row);
        }
        return rows;
    }
    // The row of a part that occurs at most once, -1 where it is missing.
    int32_t take(part::Part wanted) const {
        for (One one : all) {
            if (one.part == wanted) return one.row;
        }
        return -1;
    }
    void add(part::Part wanted, const RowList &rows) {
        present |= uint64_t(1) << wanted;
        for (int32_t row : rows) all.push_back({row, int8_t(wanted)});
    }
};

enum class Truth : int32_t { UNKNOWN = -1, FALSE = 0, TRUE = 1 };

// By row: `what` (0 nothing, 1 a name, 2 a construct), `effect`, `next_halt` (the next row that is one of these),
// `next_stop` (the same without plain names), and how many rows before it are active, names, places where names are read.
class Rows {
public:
    explicit Rows(const Tree &tree);

    Found split(int32_t row, const Parts &parts) const;
    RowList named_children(int32_t row) const;
    const Form *form(int32_t row) const { return tables.form(kind[row]); }
    const ScopeRule *rule(int32_t row) const { return tables.rule(kind[row]); }
    std::string_view text(int32_t row) const { return tree.text(row); }
    bool is_active(int32_t row) const { return active_before[stop[row]] > active_before[row]; }
    bool holds_code(int32_t row) const { return stop[row] > row + 1 || what[row] > 0; }
    bool holds_outside(int32_t row) const;
    bool never_returns(int32_t row) const;
    bool is_negated(int32_t row, const Form &form) const { return has_token(row, form.negated); }
    bool has_token(int32_t row, const Word &word) const;
    bool spells(int32_t row, const Form &form, const Word &word, bool is_not = false) const;
    bool opens_none(int32_t row, const ScopeRule &rule) const;
    bool has_field(int32_t row, int32_t field) const;
    Truth constant(int32_t row) const;
    RowList find_overhang(int32_t row) const;
    int32_t find_region_end(int32_t row) const;

    const Tree &tree;
    const Language &tables;
    const int32_t *kind, *field, *start, *end, *parent, *stop;
    Ints effect, next_halt, next_stop, active_before, names_before, uses_before, name_rows, outside, matched;
    Flags what;
    std::unordered_map<int32_t, int32_t> lost_body;  // function: the ERROR node that holds the rest of it
    std::unordered_set<int32_t> adopted, detours;    // such nodes; rows that run at most once though they seem to always

private:
    void find_effects();
    void mark_places();
    void mark_below(const Below &place, bool by_kind);
    Flags find_names();
    void find_lost_bodies();
    void find_detours();
    int32_t next_statement(int32_t row) const;
    void count_active();
    Flags find_constructs() const;
    int32_t find_chain(int32_t row) const;
    void index(const Flags &name, const Flags &special);
};
