// Trains a classifier of handwritten digits, and uses it on digits that it has not seen.
//
//     swift run -c release TrainAndPredict ../data/ex4data1.mat
import FullBatch

let path = CommandLine.arguments.dropFirst().first ?? "../data/ex4data1.mat"
let digits = try Dataset(contentsOf: path)
print(digits)

// A fifth of the examples of each class is held out to test the model.
let (training, test) = digits.split(holdingOut: 0.2, seed: 1)

let classifier = Classifier(hidden: [25], regularization: 1)
let model = try classifier.fit(training) { record in
  if record.iteration.isMultiple(of: 50) { print(record) }
  return .proceed
}
print(model)
print("training accuracy:", try model.score(training))
print("test:", try model.evaluate(test))

// Labels are those of the file, where 10 stands for the digit 0.
let images = [0, 1, 2].map { Array(test.features.row($0)) }
print("predicted labels:", try model.predict(images))
print("their probabilities:", try model.probabilities(images).row(0).max()!, "…")

try model.save(to: "model.mat")
let sameModel = try Model(contentsOf: "model.mat")
print("saved and read:", sameModel.parametersSHA256 == model.parametersSHA256)
