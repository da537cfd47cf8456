import Basis

package enum Commands {
  /// The one list, in the order in which help shows them. A test compares it with the files of this folder's
  /// subfolders.
  package static let family = Family<any Command>(
    "command",
    [
      DataCommand.self, DataFetchCommand.self, ScaleCommand.self, SplitCommand.self, TransformCommand.self,
      AugmentCommand.self, ShowCommand.self, PlotDataCommand.self,
      NetworkCommand.self, NetworkListCommand.self, NetworkUseCommand.self, NetworkCopyCommand.self,
      NetworkDropCommand.self, LayerCommand.self, LayerInsertCommand.self, LayerMoveCommand.self,
      LayerRemoveCommand.self, SummaryCommand.self, ActivationCommand.self, InitCommand.self, BnCommand.self,
      DropoutCommand.self, FreezeCommand.self, UnfreezeCommand.self, ReuseCommand.self, FuseCommand.self,
      PruneCommand.self,
      LossCommand.self, OptimizerCommand.self, ScheduleCommand.self, PlotScheduleCommand.self,
      LrFindCommand.self, DescendCommand.self, RegularizeCommand.self, ClipCommand.self, PretrainCommand.self,
      TrainCommand.self,
      StepCommand.self,
      EvaluateCommand.self,
      GradientsCommand.self, ActivationsCommand.self, WeightsCommand.self, WatchCommand.self,
      DiagnoseCommand.self, ExplainCommand.self, ConfusionCommand.self, CheckGradientsCommand.self,
      BenchCommand.self,
      ExperimentCommand.self, ClaimsCommand.self, SweepCommand.self, RunsCommand.self,
      RunsShowCommand.self, RunsDeleteCommand.self, RunsExportCommand.self, CompareCommand.self,
      UndoCommand.self,
      RewindCommand.self,
      LessonsCommand.self, LessonCommand.self, NextCommand.self, BackCommand.self, HintCommand.self,
      SolutionCommand.self, PredictCommand.self, CheckLessonsCommand.self,
      HelpCommand.self, SeedCommand.self, SetCommand.self, TimeCommand.self, HistoryCommand.self,
      SaveCommand.self, LoadCommand.self, SaveScriptCommand.self, ReportCommand.self,
      RunCommand.self, QuitCommand.self,
    ])

  package static let types: [any Command.Type] = family.types.compactMap { $0 as? any Command.Type }

  /// The command whose name begins the words, the longest name first: `layer remove` before `layer`.
  package static func match(_ words: [String]) -> (type: any Command.Type, words: Int)? {
    for length in stride(from: min(2, words.count), through: 1, by: -1) {
      let name = words.prefix(length).joined(separator: " ")
      if let type = types.first(where: { $0.name == name || $0.description.aliases.contains(name) }) {
        return (type, length)
      }
    }
    return nil
  }
}
