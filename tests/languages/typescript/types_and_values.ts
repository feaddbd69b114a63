// Types and values share spelling, not scope: each use needs the right name space.
interface Box<T> { v: T }
const Box = { make: <T>(v: T): Box<T> => ({ v }) };
//                         ^       ^ role: -
//                                          ^ reads: 3:25
type Fn = (Box: number) => typeof Box;               // the parameter
//                                ^ reads: 6:12
let y: typeof Box = Box;                             // the const
//            ^     ^ reads: 3:7; binds: 3:7
class K { K: K = this }
let z: K = new K();
//             ^ reads: 10:7
