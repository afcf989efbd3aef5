export { Alert, type Tone } from './alert.js';
export { Actions, Button, LinkButton, type ButtonKind } from './button.js';
export { Checkbox, CheckboxGroup, RadioGroup } from './choices.js';
export { ConfirmForm, UNDERSTOOD_FIELD } from './confirm-form.js';
export { FigureGroups } from './count-figures.js';
export { DataTable, type Column } from './data-table.js';
export { ErrorSummary, problemAt, type FieldProblem } from './error-summary.js';
export { FieldError, Fieldset, FormField, type FieldProps } from './field.js';
export { FilterForm } from './filter-form.js';
export { Fingerprint, PaperInput } from './fingerprint.js';
export { Form, HiddenFields, MADE_FOR, MadeFor } from './form.js';
export { HashLines } from './hash-lines.js';
export { Icon, type IconName } from './icon.js';
export { FileInput, Select, TextArea, TextInput, type Option } from './inputs.js';
export {
  Cards,
  DescriptionList,
  EmptyState,
  English,
  Folded,
  Panel,
  Steps,
  type CardItem,
  type Fact,
} from './layout.js';
export { LiveRegion, PasskeyForm, type PasskeyAction } from './live.js';
export { Pagination } from './pagination.js';
export { PrintButton, Receipt } from './receipt.js';
export { Figures, Progress, StatusBadge, type Figure, type StatusTone } from './status.js';
export { ShareBar } from './share-bar.js';
export { StepPlot, type PlotLine } from './step-plot.js';
export {
  Code,
  Day,
  Foreign,
  ForScreenReader,
  Heading,
  Link,
  List,
  Paragraph,
  PhoneLink,
  TimeStamp,
} from './text.js';
export { QrCode } from './qr-code.js';
export { Timeline, type TimelineStep } from './timeline.js';
export { TileMap, type MapTile } from './tile-map.js';
export { Sending, UploadForm } from './upload-form.js';
export { VerdictList, type CheckResult, type CheckRow } from './verdict-list.js';
