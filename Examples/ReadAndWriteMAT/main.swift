// Writes a MAT-file that MATLAB, Octave and SciPy can load, and reads it.
//
//     swift run -c release ReadAndWriteMAT
import MATFile

// Values are in column-major order, as MATLAB stores them.
let magic = MATArray([8.0, 3, 4, 1, 5, 9, 6, 7, 2], dimensions: [3, 3])
let settings = MATArray(structure: [
  (name: "name", value: MATArray("magic square")),
  (name: "order", value: MATArray(scalar: 3.0)),
])
try MATFile.write([("A", magic), ("settings", settings)], to: "magic.mat")

// Opening a file lists its variables and reads no values.
let file = try MATFile(path: "magic.mat")
for variable in file.variables { print(variable) }

let values = try file.array(named: "A").doubles
print("first column:", values[0..<3])
print("sum:", values.reduce(0, +))
if let name = try file.array(named: "settings").structure?["name"]?.string { print(name) }

// An error says what is wrong, where, and how to fix it.
do {
  _ = try file.array(named: "B")
} catch {
  print("error:", error)
}
