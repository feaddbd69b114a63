// A piece of code as it stands in an answer, without its opening tag.
$rows = load(); // no tag
// <- item: assignment; role: define
foreach ($rows as $row) {
// <- item: loop to 10
//       ^ reads: 2
    echo $row;
    // <- item: other in 4
    //   ^ reads: 4:19
}
