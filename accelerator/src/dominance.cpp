#include "dominance.hpp"

#include <algorithm>

Dominance::Dominance(const std::vector<Ints> &successors)
    : idom(successors.size(), -1), children(successors.size()), frontier(successors.size()),
      predecessors_(successors.size()) {
    number(successors);
    for (int32_t block : order) {
        for (int32_t target : successors[block]) predecessors_[target].push_back(block);
    }
    dominate();
    for (size_t i = 1; i < order.size(); i++) children[idom[order[i]]].push_back(order[i]);
    spread();
}

void Dominance::number(const std::vector<Ints> &successors) {
    Flags seen(successors.size());
    seen[0] = 1;
    std::vector<std::pair<int32_t, size_t>> stack{{0, 0}};
    while (!stack.empty()) {
        auto &[block, index] = stack.back();
        const Ints &targets = successors[block];
        while (index < targets.size() && seen[targets[index]]) index++;
        if (index == targets.size()) {
            order.push_back(block);
            stack.pop_back();
            continue;
        }
        const int32_t target = targets[index];
        seen[target] = 1;
        stack.emplace_back(target, 0);
    }
    std::reverse(order.begin(), order.end());
}

void Dominance::dominate() {
    Ints position(idom.size(), -1);
    for (size_t place = 0; place < order.size(); place++) position[order[place]] = static_cast<int32_t>(place);
    idom[0] = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 1; i < order.size(); i++) {
            const int32_t block = order[i];
            int32_t found = -1;
            for (auto one = predecessors_[block].rbegin(); one != predecessors_[block].rend(); ++one) {
                int32_t other = *one;  // from below: a chain is climbed once, not once for each
                if (idom[other] < 0) continue;
                if (found < 0) {
                    found = other;
                    continue;
                }
                while (found != other) {
                    while (position[found] > position[other]) found = idom[found];
                    while (position[other] > position[found]) other = idom[other];
                }
            }
            if (found != idom[block]) {
                idom[block] = found;
                changed = true;
            }
        }
    }
    idom[0] = -1;
}

void Dominance::spread() {
    for (int32_t block : order) {
        if (predecessors_[block].size() < 2 && (block != 0 || predecessors_[0].empty())) continue;
        for (int32_t runner : predecessors_[block]) {
            while (runner != idom[block] && runner >= 0) {
                Ints &beyond = frontier[runner];
                if (!beyond.empty() && beyond.back() == block) break;  // and so it is for all that dominate the runner
                beyond.push_back(block);
                has_frontier = true;
                runner = idom[runner];
            }
        }
    }
}
