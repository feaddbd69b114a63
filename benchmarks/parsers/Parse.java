import com.sun.source.util.JavacTask;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Parse, and no more than parse, each file of a folder; print `file: complaint`, then `parsed`. */
public class Parse {
    public static void main(String[] arguments) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null);
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = Arrays.asList("-proc:none", "-encoding", "UTF-8", "-Xmaxerrs", "1000000");
        var files = manager.getJavaFileObjects(new File(arguments[0]).listFiles());
        ((JavacTask) compiler.getTask(null, manager, found, options, null, files)).parse();
        for (Diagnostic<? extends JavaFileObject> one : found.getDiagnostics()) {
            if (one.getKind() == Diagnostic.Kind.ERROR) {
                String name = new File(one.getSource().getName()).getName();
                String text = one.getMessage(null).replaceAll("\\s+", " ");
                System.out.println(name + ": line " + one.getLineNumber() + ": " + text);
            }
        }
        System.out.println("parsed");
    }
}
