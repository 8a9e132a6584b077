#include "client/cli/file_sentence.h"

namespace samsyn {

std::string SentenceAbout(const FileError& error) {
  const std::string at = " at " + error.where;
  switch (error.problem) {
    case FileProblem::kTooLarge:
      return "the file is larger than " + std::to_string(kMaxMeetingFileBytes) + " bytes";
    case FileProblem::kNotJson:
      return "the file is cut off or is not JSON: character " + error.where;
    case FileProblem::kTooDeep:
      return "the file has too many levels" + at;
    case FileProblem::kNotSamsyn:
      return "the file does not call itself samsyn-meeting" + at;
    case FileProblem::kNewer:
      return "the file is of a newer version than this program reads" + at;
    case FileProblem::kMissing:
      return "something is missing" + at;
    case FileProblem::kType:
      return "something of the wrong type stands" + at;
    case FileProblem::kUnknown:
      return "there is something the format does not know" + at;
    case FileProblem::kReference:
      return "something points at what is not in the file" + at;
    case FileProblem::kTwice:
      return "a name is there twice" + at;
    case FileProblem::kTooLong:
      return "a text is too long" + at;
    case FileProblem::kTooMany:
      return "there is too much" + at;
    case FileProblem::kNobody:
      return "it is not said whom the meeting is for" + at;
  }
  return "the file cannot be read" + at;
}

}  // namespace samsyn
