# What is wrong with what was typed, and what to do. One message a fault of the rules crate.

## Receipt codes
fault-code-empty = Tapez votre code de suivi.
fault-code-length = { $got ->
    [one] Votre code a 1 signe. Il en faut { $wanted }.
   *[other] Votre code a { $got } signes. Il en faut { $wanted }.
}
fault-code-symbol = Le signe n° { $position } ne va pas : « { $found } ». Regardez-le de près.
fault-code-looks-wrong = Le signe n° { $position } semble faux : « { $found } ». Est-ce plutôt « { $expected } » ?
fault-code-several-wrong = Ce code n’est pas bon. Relisez-le signe par signe.

## Dates
fault-date-empty = Écrivez une date.
fault-date-unreadable = Écrivez la date ainsi : 31/03/2026.
fault-date-no-such-day = Ce jour n’existe pas. Relisez la date.

## Minutes of a workshop
fault-minutes-empty = Ce compte rendu est vide. Collez son texte ou choisissez un autre fichier.
fault-minutes-too-large = C’est trop lourd. Un compte rendu pèse { $most } Mo au plus.
fault-minutes-too-many-lines = Ce compte rendu a trop de lignes. Gardez-en { $most } au plus.
fault-minutes-not-text = Ce fichier n’est pas un texte. Ouvrez-le, copiez son texte et collez-le ici.

## Questions being written
fault-options-too-few-choices = Donnez au moins deux choix.
fault-options-too-many-choices = Il y a trop de choix. Gardez-en { $most } au plus.
fault-options-empty-choice = Le choix n° { $position } est vide. Écrivez-le ou ôtez-le.
fault-options-same-choice = Le choix n° { $position } est déjà dans la liste. Changez-le ou ôtez-le.
fault-options-same-key = Le nom interne du choix n° { $position } ne va pas. Ôtez ce choix et ajoutez-le de nouveau.
fault-options-long-label = Ce texte est trop long. Gardez { $most } signes au plus.
fault-options-choice-bounds = Les limites ne vont pas. Il y a { $choices } choix en tout.
fault-options-number-bounds = Le plus petit nombre dépasse le plus grand. Changez l’un des deux.
fault-options-points = L’échelle doit avoir de 2 à { $most } points.
fault-options-end-labels = Dites ce que veulent dire les deux bouts de l’échelle.

## Answers
fault-answer-required = Répondez, ou cochez « Je ne sais pas ».
fault-answer-declined-and-answered = Vous avez coché « Je ne sais pas » et répondu. Gardez l’un des deux.
fault-answer-too-long = Votre texte est trop long. Ôtez { $over ->
    [one] 1 signe.
   *[other] { $over } signes.
}
fault-answer-only-one = Choisissez une seule réponse.
fault-answer-unknown-choice = Ce choix n’est pas dans la liste. Choisissez-en un autre.
fault-answer-other-unsaid = Vous avez choisi « Autre ». Dites quoi.
fault-answer-other-not-chosen = Vous avez écrit une autre réponse. Cochez aussi « Autre ».
fault-answer-too-few = { $least ->
    [one] Choisissez au moins 1 réponse.
   *[other] Choisissez au moins { $least } réponses.
}
fault-answer-too-many = { $most ->
    [one] Choisissez 1 réponse au plus.
   *[other] Choisissez { $most } réponses au plus.
}
fault-answer-not-a-number = Écrivez un nombre en chiffres, comme 12.
fault-answer-not-whole = Écrivez un nombre rond, sans virgule.
fault-answer-too-small = Ce nombre est trop petit. Il faut { $least } au moins.
fault-answer-too-large = Ce nombre est trop grand. Il faut { $most } au plus.
fault-answer-not-a-point = Choisissez un point de 1 à { $most }.

## Votes being prepared
fault-vote-no-options = Ajoutez au moins un choix à ce vote.
fault-vote-too-many-options = Il y a trop de choix. Gardez-en { $most } au plus.
fault-vote-same-option = Un choix est là deux fois. Ôtez-en un.
fault-vote-unknown-setting = Ce vote n’a pas de réglage « { $name } ». Ôtez-le.
fault-vote-choice-bounds = Les limites ne vont pas. Il y a { $options } choix en tout.
fault-vote-point-bounds = Les points ne vont pas. Donnez de 1 à { $most } points, et des limites qui tiennent dedans.
fault-vote-points-out-of-reach = Avec cette limite par choix, personne ne peut donner { $least } points. Il y a { $options } choix en tout.
fault-vote-place-points = La première place rapporte de 1 à { $most } points. Chaque place rapporte moins que celle d’avant.
fault-vote-grade-bounds = Choisissez de { $least } à { $most } mentions.
fault-vote-unanswered-grade = La mention d’un choix laissé vide n’est pas dans la liste. Choisissez-en une autre.
fault-vote-too-many-seats = { $most ->
    [0] Il n’y a pas assez de choix pour en retenir. Laissez ce nombre vide.
    [one] Vous en retenez trop. Il y a { $options } choix : retenez-en un seul.
   *[other] Vous en retenez trop. Il y a { $options } choix : retenez-en { $most } au plus.
}
fault-vote-no-seats = Dites combien de priorités retenir.
fault-vote-setting-value = Le réglage « { $name } » ne va pas. Choisissez-le de nouveau.
fault-vote-no-budget = Dites combien d’argent il y a à partager.
fault-vote-cost-missing = { $missing ->
    [one] Un projet n’a pas de coût. Écrivez-le.
   *[other] { $missing } projets n’ont pas de coût. Écrivez-les.
}
fault-vote-cost-negative = Un coût est sous zéro. Changez-le.
fault-vote-too-much-money = Une somme est trop grande. Il faut { $most } au plus.
fault-vote-ties-by-lot = Ici, seul le tirage au sort peut trancher. Choisissez-le.
fault-vote-quota-missing = { $missing ->
    [one] Une réponse n’a pas de question ou pas de quota. Complétez-la.
   *[other] { $missing } réponses n’ont pas de question ou pas de quota. Complétez-les.
}
fault-vote-quota-bounds = Ligne { $line } : le moins dépasse le plus. Changez l’un des deux.
fault-vote-one-answer = « { $feature } » n’a qu’une réponse. Il en faut deux au moins.

## Ballots
fault-ballot-unknown-option = Ce choix n’est pas dans ce vote. Relisez la liste.
fault-ballot-repeated = Un choix est coché deux fois. Gardez-le une fois.
fault-ballot-unknown-mark = Votre choix n’est pas clair. Choisissez de nouveau.
fault-ballot-too-few = { $least ->
    [one] Cochez au moins 1 choix.
   *[other] Cochez au moins { $least } choix.
}
fault-ballot-too-many = Vous avez coché { $got } choix. Gardez-en { $most } au plus.
fault-ballot-not-whole = Écrivez des nombres ronds, comme 2.
fault-ballot-rank-outside = Ce rang n’existe pas. Écrivez des rangs de 1 à { $most }.
fault-ballot-equal-ranks = Deux choix ont le même rang. Donnez à chacun un rang à lui.
fault-ballot-unknown-grade = Cette mention n’est pas dans la liste. Choisissez-en une autre.
fault-ballot-too-many-points = { $over ->
    [one] Vous avez donné 1 point de trop. Vous en avez { $total } en tout.
   *[other] Vous avez donné { $over } points de trop. Vous en avez { $total } en tout.
}
fault-ballot-too-few-points = { $least ->
    [one] Donnez au moins 1 point.
   *[other] Donnez au moins { $least } points.
}
fault-ballot-over-cap = { $cap ->
    [one] Donnez 1 point au plus à chaque choix.
   *[other] Donnez { $cap } points au plus à chaque choix.
}
fault-ballot-several-answers = Donnez une seule réponse à chaque question.
fault-ballot-questions-left = { $missing ->
    [one] Il manque une réponse. Répondez à toutes les questions, ou à aucune.
   *[other] Il manque { $missing } réponses. Répondez à toutes les questions, ou à aucune.
}

## Proof of a vote
fault-proof-code-empty = Tapez le code de preuve de votre vote.
fault-proof-code-length = { $got ->
    [one] Votre code a 1 signe. Il en faut { $wanted }.
   *[other] Votre code a { $got } signes. Il en faut { $wanted }.
}
fault-proof-code-symbol = Le signe n° { $position } ne va pas : « { $found } ». Regardez-le de près.
fault-head-not-a-note = Ce texte n’est pas une empreinte signée de l’urne. Copiez-le en entier.
fault-head-signature-line = La signature n° { $position } est illisible. Copiez le texte en entier.
fault-head-origin = Cette empreinte est celle d’une autre urne.
fault-head-size = La deuxième ligne doit être le nombre de votes.
fault-head-root = La troisième ligne doit être l’empreinte de l’urne.
fault-head-extension = Une ligne de l’empreinte est vide ou illisible.
fault-head-not-signed = La signature de cette empreinte n’est pas bonne.

## What is found when published votes are checked
fault-verify-key-unreadable = La clé de l’urne est illisible.
fault-verify-other-key = La clé de l’urne n’est pas celle que vous connaissez.
fault-verify-other-log = L’urne et le résultat ne sont pas du même vote.
fault-verify-no-head = L’urne n’a aucune empreinte signée.
fault-verify-head-unreadable = L’empreinte n° { $head } est illisible.
fault-verify-head-not-signed = La signature de l’empreinte n° { $head } n’est pas bonne.
fault-verify-head-of-another-log = L’empreinte n° { $head } est celle d’une autre urne.
fault-verify-heads-out-of-order = L’empreinte n° { $head } n’est pas à sa place.
fault-verify-kept-head-contradicted = L’empreinte n° { $head } que vous avez gardée contredit l’urne publiée. L’urne a été réécrite.
fault-verify-kept-head-unreadable = L’empreinte n° { $head } que vous avez gardée est illisible.
fault-verify-kept-head-of-another-log = L’empreinte n° { $head } que vous avez gardée est celle d’une autre urne.
fault-verify-kept-head-of-another-key = La clé de cette urne n’a pas signé l’empreinte n° { $head } que vous avez gardée. Ou bien l’urne a été refaite, ou bien votre copie a changé.
fault-verify-code-not-in-log = Le code de preuve n° { $code } n’est celui d’aucun vote de l’urne.
fault-verify-leaves-missing = Il manque des votes. L’empreinte en compte { $covered }, la liste en a { $listed }.
fault-verify-leaves-added = Des votes ont été ajoutés. L’empreinte en compte { $covered }, la liste en a { $listed }.
fault-verify-leaf-changed = Un vote a été changé, entre le n° { $first } et le n° { $last }.
fault-verify-leaves-reordered = L’ordre des votes a été changé, entre le n° { $first } et le n° { $last }.
fault-verify-batch-unsorted = Les votes n° { $first } à { $last } ne sont pas mêlés comme prévu.
fault-verify-leaf-repeated = Le vote n° { $leaf } est déjà dans la liste.
fault-verify-other-final-head = Le résultat ne cite pas la dernière empreinte de l’urne.
fault-verify-seal-unreadable = La signature du résultat est illisible.
fault-verify-observer-missing = { $observer } n’a pas signé ce résultat.
fault-verify-observer-not-signed = La signature au nom de { $observer } n’est pas bonne.
fault-verify-seal-not-signed = La signature du résultat n’est pas bonne.
fault-verify-result-changed = Le résultat n’est pas celui qui a été signé.
fault-verify-recount-changed = Le fichier pour recompter n’est pas celui que le résultat cite.
fault-verify-leaf-count = Le résultat parle de { $said } votes reçus. La liste en a { $listed }.
fault-verify-counts-do-not-add = Les nombres ne tombent pas juste : { $said } votes reçus, { $found } en faisant la somme.
fault-verify-voters-do-not-add = Les nombres ne tombent pas juste : { $said } bulletins, { $found } personnes.
fault-verify-more-voters-than-passes = Il y a plus de personnes que de droits de vote donnés ({ $channel }).
fault-verify-lot-seed = Le tirage au sort n’est pas celui qui était annoncé.
fault-verify-ballots-do-not-add = Il y a { $said } bulletins valables. Le fichier pour recompter en a { $found }.
fault-verify-pattern-out-of-place = Le bulletin n° { $pattern } du fichier pour recompter n’est pas à sa place.
fault-verify-pattern-invalid = Le bulletin n° { $pattern } du fichier pour recompter n’est pas valable.
fault-verify-patterns-too-revealing = Ces bulletins ne devaient pas être publiés. L’un d’eux peut trahir une personne.
fault-verify-withheld-without-reason = Les bulletins sont cachés sans bonne raison. On ne peut pas recompter.
fault-verify-unknown-method = Ce logiciel ne connaît pas cette façon de voter.
fault-verify-paper-out-of-bounds = Aucun vote ne peut avoir ces règles ou ces choix. On ne peut pas recompter.
fault-verify-recount-out-of-bounds = Le fichier pour recompter en dit plus que les bulletins. On ne peut pas recompter.
fault-verify-other-result = En recomptant, on trouve un autre résultat.
fault-verify-drawn-do-not-add = Il y a { $said } codes tirés au sort. Le résultat parle de { $found } personnes.
fault-verify-step-does-not-add = L’étape n° { $step } du compte ne tombe pas juste.
fault-verify-outcome-does-not-follow = Ce qui est retenu n’est pas ce que donnent les étapes du compte.
fault-verify-lottery-changed = Les groupes du tirage ne sont pas ceux que le résultat annonce.
fault-verify-other-panel = Le groupe du résultat n’est pas celui que le sort prend parmi les groupes publiés.
fault-verify-drawn-not-in-log = Le code tiré au sort n° { $drawn } n’est celui d’aucun vote de l’urne.
fault-verify-drawn-out-of-place = Le code tiré au sort n° { $drawn } n’est pas à sa place, ou y est deux fois.
fault-verify-other-rules = Ces chiffres suivent d’autres règles que celles de ce logiciel.
fault-verify-total-does-not-add = Phrase n° { $statement } : le total ne tombe pas juste.
fault-verify-other-figures = Phrase n° { $statement } : les chiffres montrés ne suivent pas du total.
fault-verify-other-mark = Phrase n° { $statement } : son rang, ou « partagé par tous », ne suit pas des chiffres.
fault-verify-other-words = Phrase n° { $statement } : les mots ne sont pas ceux qui ont été signés.
fault-verify-other-sentences = Les phrases qui résument le résultat ne suivent pas des chiffres.

## What is found when the whole log is opened
fault-audit-other-consultation = Ces votes ouverts sont ceux d’une autre consultation.
fault-audit-length = { $opened } votes sont ouverts. L’urne publiée en a { $published }.
fault-audit-does-not-open = Le vote n° { $leaf } ne s’ouvre pas : son contenu a été changé.
fault-audit-turn-twice = Le vote n° { $leaf } prend la place d’un autre de la même personne.
fault-audit-replaced-counted = Le vote n° { $leaf } compte, mais la même personne a voté de nouveau ensuite.
fault-audit-last-left-out = Le vote n° { $leaf } ne compte pas. C’est pourtant le dernier de cette personne.
fault-audit-replaced = Le résultat parle de { $said } votes remplacés. On en trouve { $found }.
fault-audit-withdrawn = Le résultat parle de { $said } votes retirés. On en trouve { $found }.
fault-audit-ballot-unreadable = Le bulletin du vote n° { $leaf } est illisible.
fault-audit-unknown-method = Ce logiciel ne connaît pas cette façon de voter.
fault-audit-paper-out-of-bounds = Aucun vote ne peut avoir ces règles ou ces choix. On ne peut pas recompter.
fault-audit-other-recount = Le fichier pour recompter n’est pas celui de ces bulletins.
fault-audit-other-result = Ces bulletins donnent un autre résultat.
fault-audit-other-drawn = Les codes publiés ne sont pas ceux des personnes que le tirage a prises.
fault-audit-other-rules = Ces chiffres suivent d’autres règles que celles de ce logiciel.
fault-audit-other-total = Phrase n° { $statement } : ces votes donnent un autre total.
fault-audit-strata-do-not-add = Les totaux par réponse sur soi ne tombent pas juste.
fault-audit-other-analysis = Ces votes donnent d’autres groupes ou d’autres phrases d’accord.

## Panels being drawn
fault-panel-no-seats = Dites combien de personnes il faut tirer au sort.
fault-panel-same-person = Une personne est là deux fois dans la liste : { $id }.
fault-panel-same-quota = La réponse « { $answer } » ({ $feature }) a deux quotas. Ôtez-en un.
fault-panel-quota-bounds = Pour « { $answer } » ({ $feature }), le moins dépasse le plus. Changez l’un des deux.
fault-panel-too-few-people = Il y a { $people } personnes pour { $seats } places. Il en faut plus.
fault-panel-too-few-of = Il faut { $least } personnes pour « { $answer } » ({ $feature }). Il y en a { $people }.
fault-panel-least-over-seats = Pour « { $feature } », les quotas demandent { $sum } personnes au moins. Il y a { $seats } places.
fault-panel-most-under-seats = Pour « { $feature } », on ne peut choisir que { $sum } personnes. Il y a { $seats } places.
fault-panel-together-least = Ces quotas ne vont pas ensemble. Pour « { $answer } » ({ $feature }), demandez { $to } personnes au moins, au lieu de { $from }.{ $others ->
    [0] {""}
   *[other] {" "}Changez-en aussi { $others } de plus.
}
fault-panel-together-most = Ces quotas ne vont pas ensemble. Pour « { $answer } » ({ $feature }), laissez { $to } personnes au plus, au lieu de { $from }.{ $others ->
    [0] {""}
   *[other] {" "}Changez-en aussi { $others } de plus.
}
fault-panel-too-intricate = Ces quotas sont trop compliqués. Ôtez-en un, ou donnez-leur plus de marge.

## Phases
fault-timetable-empty = Ajoutez au moins une étape.
fault-timetable-nothing-to-do = Ajoutez une étape où l’on répond, propose ou vote.
fault-timetable-end-before-start = L’étape { $phase } finit avant son début. Changez une des deux dates.
fault-timetable-too-short = L’étape { $phase } est trop courte. Il faut une heure au moins.
fault-timetable-too-long = L’étape { $phase } dure plus de cinq ans. Relisez l’année.
fault-timetable-in-the-past = L’étape { $phase } est déjà finie. Donnez-lui une date à venir.
fault-timetable-out-of-order = L’étape { $phase } vient avant celle du dessus. Changez l’ordre ou la date.
fault-consultation-state = Ce n’est pas possible pour l’instant. Relisez où en est la consultation.

## Proposals
fault-proposal-title-empty = Donnez un titre à votre proposition.
fault-proposal-title-too-long = Le titre est trop long. Ôtez { $over ->
    [one] 1 signe.
   *[other] { $over } signes.
}
fault-proposal-body-empty = Dites votre idée en deux ou trois phrases.
fault-proposal-body-too-long = Votre texte est trop long. Ôtez { $over ->
    [one] 1 signe.
   *[other] { $over } signes.
}

## Statements of residents
fault-statement-empty = Écrivez une phrase.
fault-statement-too-long = La phrase est trop longue. Ôtez { $over ->
    [one] 1 signe.
   *[other] { $over } signes.
}

## Moderation
fault-moderation-reason-missing = Choisissez une raison dans la liste.
fault-moderation-reason-unsaid = Vous avez choisi « Autre ». Écrivez la raison.
fault-moderation-reason-too-long = La raison est trop longue. Ôtez { $over ->
    [one] 1 signe.
   *[other] { $over } signes.
}
fault-moderation-nothing-to-undo = Il n’y a rien à annuler.
fault-moderation-too-late-to-undo = C’est trop tard pour annuler. Prenez une nouvelle décision.
fault-moderation-undo-unconfirmed = Confirmez que vous voulez annuler.

## Official answers
fault-official-verdict-missing = Choisissez ce que vous décidez.
fault-official-reason-missing = Dites pourquoi.
fault-official-reason-too-long = La raison est trop longue. Ôtez { $over ->
    [one] 1 signe.
   *[other] { $over } signes.
}
fault-official-details-too-long = Ce texte est trop long. Ôtez { $over ->
    [one] 1 signe.
   *[other] { $over } signes.
}
fault-official-body-missing = Donnez le nom de la structure qui s’en charge.
fault-official-body-too-long = Ce nom est trop long. Gardez { $most } signes au plus.
fault-official-person-missing = Donnez le nom de la personne qui s’en charge.
fault-official-person-too-long = Ce nom est trop long. Gardez { $most } signes au plus.
fault-official-due-missing = Donnez une date : vous promettez une suite.
fault-official-due-unreadable = Écrivez la date ainsi : 31/03/2026.
fault-official-due-past = Cette date est passée. Donnez une date à venir.
fault-official-nothing-changed = Rien n’a changé. Changez la réponse, ou revenez en arrière.

## A question that the law does not allow
fault-question-origin = La loi interdit de trier les gens par origine. Ôtez : « { $found } ». Vous pouvez demander le pays de naissance, ou si la personne a subi du rejet.

fault-observer-key-missing = Donnez votre clé. La commande l’affiche quand elle signe.
fault-observer-not-a-key = Cette clé n’est pas entière. Copiez toute la ligne.
fault-observer-key-of-the-log = Cette clé ou ce nom sont ceux de l’urne. Signez avec une clé à vous.
fault-observer-key-of-another = Cette clé est déjà celle d’une autre personne. Faites une clé à vous.
fault-observer-name-of-another = Une autre clé porte déjà ce nom. Faites une clé avec un autre nom.
fault-observer-other-key = Vous avez déjà signé ici avec une autre clé. Signez avec la même.
fault-observer-not-a-note = Ce n’est pas une note signée. Copiez tout le fichier que la commande a fait.
fault-observer-other-vote = Cette note parle d’un autre vote.
fault-observer-earlier-version = Cette note parle d’un résultat corrigé depuis. Contrôlez le nouveau, puis signez-le.
fault-observer-other-result = Cette note parle d’un autre résultat. Prenez les fichiers publiés et contrôlez de nouveau.
fault-observer-not-signed = Cette note n’est pas signée avec votre clé.
