int *cut(int *from, int n) {
    int *to = from + n;
    //        ^ reads: 1
    return to + (n
    //     ^ reads: 2
