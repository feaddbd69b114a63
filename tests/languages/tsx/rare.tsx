const both = 1;
const page = <svg:a x:y={both}>{both}</svg:a>;
//                       ^ reads: 1
//                              ^ reads: 1
