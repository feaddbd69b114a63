// Dominators and dominance frontiers of one unit's blocks, by Cooper, Harvey and Kennedy. As codestruct.flow.dominance.
#pragma once
#include "program.hpp"

struct Dominance {
    explicit Dominance(const std::vector<Ints> &successors);
    Ints order, idom;                     // reachable blocks in reverse postorder; immediate dominators, -1 for none
    std::vector<Ints> children, frontier;
    bool has_frontier = false;

private:
    void number(const std::vector<Ints> &successors);
    void dominate();
    void spread();
    std::vector<Ints> predecessors_;
};
