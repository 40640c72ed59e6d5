internal import Datasets
internal import MATFile

// The scaling and the columns of a model's features.
extension ModelFile {
  /// The fields of the scaling and the columns.
  static func inputFields(of model: Model) -> [(name: String, value: MATArray)] {
    var fields: [(name: String, value: MATArray)] = []
    if let scaling = model.scaling {
      fields.append(("scale", MATArray(scaling.scale.rawValue)))
      fields.append(("offsets", row(scaling.offsets)))
      fields.append(("divisors", row(scaling.divisors)))
    }
    if !model.columns.isEmpty {
      fields.append(("columnNames", MATArray(cell: model.columns.map { MATArray($0.name) })))
      fields.append(("columnCategories", MATArray(cell: model.columns.map(categories))))
      fields.append(("columnReplacements", MATArray(cell: model.columns.map(replacement))))
    }
    return fields
  }

  private static func row(_ numbers: [Double]) -> MATArray {
    MATArray(numbers, dimensions: [1, numbers.count])
  }

  private static func categories(of column: FeatureColumn) -> MATArray {
    guard case .category(let texts, _) = column.kind else { return MATArray(cell: []) }
    return MATArray(cell: texts.map { MATArray($0) })
  }

  private static func replacement(of column: FeatureColumn) -> MATArray {
    switch column.kind {
    case .number(let number): number.map { MATArray(scalar: $0) } ?? row([])
    case .category(_, let text): text.map { MATArray($0) } ?? row([])
    }
  }

  /// The scaling of a model; `nil` if the file has none.
  static func scaling(
    _ description: MATStructure?, featureCount: Int
  ) throws(MATFileError) -> FeatureScaling? {
    guard let scale: DatasetOptions.Scale = try choice(description, "scale") else { return nil }
    let offsets = try description?["offsets"]?.doubles ?? []
    let divisors = try description?["divisors"]?.doubles ?? []
    guard offsets.count == divisors.count, [1, featureCount].contains(offsets.count),
      offsets.allSatisfy(\.isFinite), divisors.allSatisfy({ $0.isFinite && $0 != 0 })
    else {
      throw MATFileError(
        .corrupt, variable: "\(structureName).divisors",
        "is not the scaling of \(featureCount) features", remedy: "save the model again")
    }
    return FeatureScaling(scale, offsets: offsets, divisors: divisors)
  }

  /// The columns of a model's features; empty if the file has none.
  static func columns(
    _ description: MATStructure?, featureCount: Int
  ) throws(MATFileError) -> [FeatureColumn] {
    guard let names = description?["columnNames"]?.cells else { return [] }
    let categories = description?["columnCategories"]?.cells ?? []
    let replacements = description?["columnReplacements"]?.cells ?? []
    var columns: [FeatureColumn] = []
    if categories.count == names.count, replacements.count == names.count {
      columns = zip(names, zip(categories, replacements)).compactMap { name, kind in
        column(name, categories: kind.0, replacement: kind.1)
      }
    }
    guard columns.count == names.count,
      columns.reduce(0, { $0 + $1.featureCount }) == featureCount
    else {
      throw MATFileError(
        .corrupt, variable: "\(structureName).columnNames",
        "are not the columns of \(featureCount) features", remedy: "save the model again")
    }
    return columns
  }

  private static func column(
    _ name: MATArray, categories: MATArray, replacement: MATArray
  ) -> FeatureColumn? {
    guard let name = name.string, let texts = categories.cells?.map(\.string) else { return nil }
    let known = texts.compactMap(\.self)
    guard known.count == texts.count, Set(known).count == known.count else { return nil }
    guard known.isEmpty else {
      return FeatureColumn(
        name: name,
        kind: .category(known, replacement: replacement.count > 0 ? replacement.string : nil))
    }
    return FeatureColumn(name: name, kind: .number(replacement: (try? replacement.doubles)?.first))
  }
}
