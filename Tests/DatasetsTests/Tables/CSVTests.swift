import Datasets
import Foundation
import LinearAlgebra
import TestSupport
import Testing

@Suite struct CSVTests {
  @Test(arguments: [
    // With and without header, LF and CRLF, last line break or none, label first, last, in between.
    ("a,b,label\n1,2,0\n3,4,1\n", nil),
    ("a,b,label\r\n1,2,0\r\n3,4,1", nil),
    ("\u{FEFF}a,label,b\n1,0,2\n3,1,4\n\n", nil),
    ("\"a\",\"b\",\"y\"\n\"1\",2,0\n3,\"4\",1\n", nil),
    ("1,2,0\n3,4,1\n", "-1"),
    ("0,1,2\n1,3,4\n", "1"),
    ("a,b,kind\n1,2,0\n3,4,1\n", "kind"),
    ("a,b,kind\n 1 ,2.0,0.0\n3e0,+4,1e0\n", "3"),
  ])
  func wholeNumberLabels(text: String, column: String?) throws {
    let data = try read(text, labelColumn: column)
    #expect(data.features == Matrix(rows: 2, columns: 2, elements: [1, 2, 3, 4]))
    #expect(data.labels == ["0", "1"])
  }

  @Test func textLabels() throws {
    let data = try read("5.1,3.5,setosa\n7.0,3.2,\"versi, \"\"color\"\"\"\n4.9,3.0,setosa\n")
    #expect(data.encoding.labels == ["setosa", "versi, \"color\""])
    #expect(data.classIndices == [0, 1, 0])
    #expect(data.features.elements == [5.1, 3.5, 7, 3.2, 4.9, 3])
  }

  @Test(arguments: [
    ("5,0.1,1.5\n3,0.2,1.5\n5,0.3,2.5\n3,0.4,9.5\n", ["3", "5"]),
    ("0,0.1,7\n0,0.2,8\n0,0.3,7\n0,0.4,8\n", ["7", "8"]),
  ])
  func labelsAtOneEndAreFound(text: String, labels: [String]) throws {
    #expect(try read(text).encoding.labels == labels)
  }

  @Test(arguments: [
    "0", "-0", "1", "-1", "0.1", "-0.30000000000000004", "123456789012345", "1234567890123456",
    "9007199254740993", "1e22", "1e23", "2.2250738585072011e-308", "4.9e-324",
    "1.7976931348623157e308",
    "0.000000000000001", "3.14159265358979", "100000000000000e-1", ".5", "5.",
  ])
  func numbersAreRoundedCorrectly(text: String) throws {
    let data = try read("\(text),0\n\(text),1\n", labelColumn: "2")
    // What strtod of the C library makes of the text.
    #expect(data.features.elements[0].bitPattern == strtod(text, nil).bitPattern)
  }

  private func read(_ text: String, labelColumn: String? = nil) throws -> Dataset<Double> {
    try TemporaryFolder.withFile(content: text.utf8) { path in
      try DatasetFile.read(
        path: path, options: DatasetOptions(labels: labelColumn, scale: DatasetOptions.Scale.none)
      ).training
    }
  }
}

@Suite struct CSVBadInputTests {
  @Test(arguments: [
    ("", nil, ""),
    ("1\n2\n", nil, "line 1"),
    ("a,b,label\n1,2,0\n3,4\n", nil, "line 3"),
    ("a,b,label\n1,2,0\n3,4,5,6\n", nil, "line 3"),
    ("a,b,label\n1,2,0\n3,x,1\n", nil, "line 3, column 2 (b)"),
    ("a,b,label\n1,2,0\n3,,1\n", nil, "line 3, column 2 (b)"),
    ("a,b,label\n1,2,0\n3,nan,1\n", nil, "line 3, column 2 (b)"),
    ("a,b,label\n1,2,0\n3,1e999,1\n", nil, "line 3, column 2 (b)"),
    ("a,b,label\n1,2,0\n3,0x10,1\n", nil, "line 3, column 2 (b)"),
    ("a,b,label\n1,2,0\n3, -0X1p3,1\n", nil, "line 3, column 2 (b)"),
    ("a,b,label\n1,2,0\n3,4,0.5\n", nil, "line 3, column 3 (label)"),
    ("a,b,label\n1,2,0\n3,4,\n", nil, "line 3, column 3 (label)"),
    ("a,b,label\n1,2,0\n3,4\"4,1\n", nil, "line 3"),
    ("a,b,label\n1,2,0\n3,\"4\"4,1\n", nil, "line 3"),
    ("a,b,label\n1,2,0\n3,\"4,1\n", nil, "line 3"),
    ("a,b,label\n1,2,0\n3,4\r5,1\n", nil, "line 3"),
    ("\"a\nb\",c,label\n1,2,0\n3,x,1\n", nil, "line 4, column 2 (c)"),
    ("a,b,label\n1,2,0\n", "kind", "column kind"),
    ("1,2,0\n3,4,1\n", "kind", "column kind"),
    ("1,2,0\n", "4", "column 4"),
    ("1,2,0\n", "0", "column 0"),
    ("0.5,1.5\n2.5,3.5\n", nil, ""),
  ])
  func placeIsNamed(text: String, column: String?, place: String) throws {
    let error = try datasetError { try read(text.utf8, labelColumn: column) }
    let found = try #require(error)
    #expect(found.place.replacing("\n", with: " ") == place.replacing("\n", with: " "))
    #expect(!found.problem.contains("\n"))
  }

  @Test func cutShortAtAnyByteNeverTraps() throws {
    let whole = Array("\u{FEFF}\"a \"\"x\"\"\",b,label\r\n1.5,-2e3,\"zero\"\r\n3,4,one\r\n".utf8)
    for length in whole.indices {
      // Half of a number is a number: not every cut can be noticed.
      _ = try datasetError { try read(whole.prefix(length)) }
    }
  }

  private func read(
    _ content: some Sequence<UInt8>, labelColumn: String? = nil
  ) throws {
    let _: Examples<Double> = try CSV.examples(
      Array(content)[...], options: DatasetOptions(labels: labelColumn)
    ).examples
  }
}
