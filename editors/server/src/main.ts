import { createConnection, ProposedFeatures } from 'vscode-languageserver/node.js';
import { serve } from './serve.js';

serve(createConnection(ProposedFeatures.all));
