// `import FullBatch` also imports the modules whose types its API uses.
@_exported public import Datasets
@_exported public import LinearAlgebra
@_exported public import NeuralNetwork
@_exported public import Optimization
@_exported public import Training

@_exported public import struct MATFile.MATFileError
