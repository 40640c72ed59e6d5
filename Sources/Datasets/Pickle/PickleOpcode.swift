/// The instructions of pickle protocols 0 to 5, with their names in Python.
///
/// Source: Python's module `pickletools` and PEP 307, 3154 and 574.
enum PickleOpcode: UInt8 {
  // Constants
  case none = 0x4E  // N
  case newTrue = 0x88
  case newFalse = 0x89
  // Integers
  case int = 0x49  // I
  case long = 0x4C  // L
  case binInt = 0x4A  // J
  case binInt1 = 0x4B  // K
  case binInt2 = 0x4D  // M
  case long1 = 0x8A
  case long4 = 0x8B
  // Floating point
  case float = 0x46  // F
  case binFloat = 0x47  // G
  // Bytes
  case string = 0x53  // S
  case binString = 0x54  // T
  case shortBinString = 0x55  // U
  case binBytes = 0x42  // B
  case shortBinBytes = 0x43  // C
  case binBytes8 = 0x8E
  case byteArray8 = 0x96
  // Text
  case unicode = 0x56  // V
  case binUnicode = 0x58  // X
  case shortBinUnicode = 0x8C
  case binUnicode8 = 0x8D
  // Containers
  case emptyTuple = 0x29  // )
  case tuple = 0x74  // t
  case tuple1 = 0x85
  case tuple2 = 0x86
  case tuple3 = 0x87
  case emptyList = 0x5D  // ]
  case list = 0x6C  // l
  case append = 0x61  // a
  case appends = 0x65  // e
  case emptyDict = 0x7D  // }
  case dict = 0x64  // d
  case setItem = 0x73  // s
  case setItems = 0x75  // u
  // The stack
  case mark = 0x28  // (
  case pop = 0x30  // 0
  case popMark = 0x31  // 1
  case dup = 0x32  // 2
  // The memo
  case put = 0x70  // p
  case binPut = 0x71  // q
  case longBinPut = 0x72  // r
  case memoize = 0x94
  case get = 0x67  // g
  case binGet = 0x68  // h
  case longBinGet = 0x6A  // j
  // What would call something in Python
  case global = 0x63  // c
  case stackGlobal = 0x93
  case reduce = 0x52  // R
  case build = 0x62  // b
  case inst = 0x69  // i
  case newObject = 0x81
  // The stream
  case proto = 0x80
  case frame = 0x95
  case readOnlyBuffer = 0x98
  case stop = 0x2E  // .

  /// Why a valid instruction is not supported, or `nil` for an unknown byte.
  static func refusal(of byte: UInt8) -> String? {
    switch byte {
    case 0x6F, 0x92: "creates an object of a class"  // OBJ, NEWOBJ_EX
    case 0x50, 0x51: "refers to an object outside the file"  // PERSID, BINPERSID
    case 0x82, 0x83, 0x84: "refers to a class in Python's extension registry"  // EXT1, 2, 4
    case 0x8F, 0x90, 0x91: "has a set"  // EMPTY_SET, ADDITEMS, FROZENSET
    case 0x97: "keeps its data in buffers outside the file"  // NEXT_BUFFER
    default: nil
    }
  }
}
