internal import FoundationEssentials
internal import Machine
package import StoredNumbers

/// Version 7.3 of MAT-files, and HDF5 files of other programs: a variable per member of the root
/// group.
enum Level73 {
  /// The maximum number of decoded bytes of a variable: the memory of the machine.
  static var defaultLimit: Int { Int(clamping: ProcessInfo.processInfo.physicalMemory) }

  /// Whether a user block is the header that MATLAB writes: that of Level 5 with another version.
  static func isHeader(_ block: ArraySlice<UInt8>) -> Bool {
    block.count >= 128 && block[124..<128].elementsEqual([0x00, 0x02, 0x49, 0x4d])
  }

  /// Lists the variables of a file.
  ///
  /// Only headers are read, and small datasets that describe others, such as Octave's types.
  static func list(_ file: HDF5File, isMATLAB: Bool, decodingAtMost limit: Int) -> MATFile.Listing {
    var listing = MATFile.Listing(damage: file.truncation)
    var reader = HDF5Reader(file, isMATLAB: isMATLAB, decodingAtMost: limit)
    do throws(MATFileError) {
      let (links, damage) = file.members(of: try HDF5Object(file, at: file.root))
      listing.damage = listing.damage ?? damage
      // What begins with # holds the content of cells and objects.
      for link in links where !(isMATLAB && link.name.hasPrefix("#")) {
        listing.variables.append(reader.describe(link))
      }
    } catch {
      listing.damage = listing.damage ?? error
    }
    return listing
  }
}

extension MATFile {
  /// Creates a reader of one variable in an HDF5 file.
  func hdf5Reader() throws(MATFileError) -> HDF5Reader {
    let start = HDF5File.signatureOffset(in: bytes[...]) ?? 0
    return HDF5Reader(
      try HDF5File(bytes, signatureAt: start), isMATLAB: format == .level73,
      decodingAtMost: inflationLimit ?? Level73.defaultLimit)
  }

  /// Whether bytes begin with an HDF5 file, with MATLAB's header before it or not.
  package static func beginsHDF5(_ bytes: ArraySlice<UInt8>) -> Bool {
    HDF5File.signatureOffset(in: bytes) != nil
  }

  /// Whether the file is an HDF5 file whose variables follow the conventions of NumPy: none has the
  /// attributes with which MATLAB and Octave mark theirs.
  package var followsNumPy: Bool {
    guard format == .hdf5, let file = try? hdf5Reader().file else { return false }
    return !variables.contains { variable in
      guard case .hdf5(let address) = variable.place,
        let attributes = (try? HDF5Object(file, at: address))?.attributes
      else { return false }
      return attributes["OCTAVE_NEW_FORMAT"] != nil || attributes["MATLAB_class"] != nil
    }
  }

  /// The numbers of a variable that is stored in row-major order, without rearranging them.
  ///
  /// - Parameter variable: One of ``variables``.
  /// - Returns: The numbers and the dimensions, as in NumPy; `nil` if the variable is not a dataset
  ///   of real numbers or truth values in row-major order.
  /// - Throws: The errors of ``array(of:)``.
  package func rowMajorNumbers(
    of variable: MATVariable
  ) throws(MATFileError) -> (numbers: StoredNumbers, dimensions: [Int])? {
    guard case .hdf5(let address) = variable.place, variable.isSupported else { return nil }
    do throws(MATFileError) {
      var reader = try hdf5Reader()
      return try reader.rowMajorNumbers(at: address)
    } catch {
      throw error.inside(variable.name)
    }
  }
}

extension HDF5Reader {
  /// Reads the real numbers or truth values of a dataset in row-major order; `nil` for anything
  /// else.
  fileprivate mutating func rowMajorNumbers(
    at address: Int
  ) throws(MATFileError) -> (StoredNumbers, [Int])? {
    let object = try HDF5Object(file, at: address)
    let outline = try outline(of: object)
    guard outline.isRowMajor, case .numbers = outline.content, let type = object.datatype,
      !outline.isComplex
    else { return nil }
    let numbers = numbers(try data(of: object), type)
    return numbers.map { ($0, object.dataspace?.dimensions ?? []) }
  }
}
