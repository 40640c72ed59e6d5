/// A unit behind the inputs: its weight layer, and its number in it.
struct NetworkUnit: Sendable {
  let layer: Int
  let index: Int
}
