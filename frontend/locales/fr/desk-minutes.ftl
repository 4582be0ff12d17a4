# Minutes of a workshop become a draft consultation.

## What the importer writes itself
minutes-untitled = Consultation sans titre
minutes-summary-dated = Un atelier a eu lieu le { $date }. Dites ce que vous pensez de ses idées.
minutes-summary = Un atelier a eu lieu. Dites ce que vous pensez de ses idées.
minutes-statement = { $title } : { $text }
minutes-objective = But : { $objective }

suggested-questionnaire-title = Votre avis en quelques questions
suggested-questionnaire-intro = Quelques questions courtes. Vous pouvez en passer.
suggested-opinion-title = Ce qui bloque : êtes-vous d’accord ?
suggested-opinion-intro = Lisez chaque phrase. Dites si vous êtes d’accord. Arrêtez quand vous voulez.
suggested-proposal-title = Vos solutions
suggested-proposal-intro = Dites en quelques lignes ce que vous feriez. Lisez aussi les idées de l’atelier.
suggested-decision-title = Ce qui compte le plus pour réussir
suggested-decision-intro = Cochez ce qui compte pour vous.
suggested-result-title = Les résultats
suggested-result-intro = Lisez ce qui a été dit et choisi.
suggested-answer-title = Les réponses
suggested-answer-intro = Chaque solution reçoit une réponse, avec une raison.
suggested-question-place = Habitez-vous ce quartier ?
suggested-question-place-yes = Oui
suggested-question-place-no = Non
suggested-question-change = Que faut-il changer en premier ?

## Import
minutes-import-title = Coller un compte rendu
minutes-import-lead = Collez le texte, ou choisissez le fichier. Il devient un brouillon que vous pouvez changer.
minutes-import-text = Texte du compte rendu
minutes-import-text-hint = Avec ses titres et ses listes, comme il est.
minutes-import-file = Ou le fichier
minutes-import-file-hint = Un fichier texte ou Markdown, 2 Mo au plus. Pour Word : copiez le texte et collez-le.
minutes-import-both = Vous avez collé un texte et choisi un fichier. Gardez l’un des deux.
minutes-import-send = Lire le compte rendu

## The draft beside the source
minutes-draft-title = Brouillon de l’atelier
minutes-draft-lead = Relisez chaque point à côté de sa source. Changez, ôtez, coupez ou joignez.
minutes-draft-held-on = Atelier du { $date }
minutes-draft-counts = Ce que nous avons lu
minutes-count-partner_family = Familles autour de la table
minutes-count-missing_family = Familles absentes
minutes-count-barrier = Freins
minutes-count-alliance = Alliances
minutes-count-condition = Conditions pour réussir
minutes-count-note = Notes
minutes-kind-partner_family = Famille autour de la table
minutes-kind-missing_family = Famille absente
minutes-kind-barrier = Frein
minutes-kind-alliance = Alliance
minutes-kind-condition = Condition pour réussir
minutes-kind-note = Note
minutes-state-dropped = Ôté
minutes-state-placed = Placé
minutes-item = Point { $number }
minutes-item-kind = C’est
minutes-item-title = Titre
minutes-item-text = Texte
minutes-item-members = Membres, un par ligne
minutes-item-objective = But
minutes-item-save = Garder
minutes-item-drop = Ôter
minutes-item-restore = Remettre
minutes-item-take-back = Reprendre pour changer
minutes-item-merge = Joindre au point suivant
minutes-item-split = Couper en deux
minutes-item-about = point { $number }
minutes-source = Source
minutes-source-line = Ligne { $number }
minutes-kept = Gardé dans le compte rendu
minutes-shortened = La suite du texte est dans le compte rendu.
minutes-nothing = Nous n’avons reconnu aucun point. Le texte est gardé. Ajoutez les étapes à la main.
minutes-read-only = La consultation est publique. Le brouillon ne change plus.
minutes-go-on = Préparer la consultation
minutes-too-long = Trop long, à raccourcir : { $most } signes au plus ici. La fin serait coupée.
minutes-too-long-count = { $count ->
    [one] Un point est trop long. Raccourcissez-le avant, ou sa fin sera coupée.
   *[other] { $count } points sont trop longs. Raccourcissez-les avant, ou leur fin sera coupée.
}
minutes-workshop-title = Titre de l’atelier
minutes-workshop-day = Jour de l’atelier
minutes-workshop-day-hint = Par exemple : 31/03/2026. Laissez vide si personne ne le sait.
minutes-workshop-save = Corriger l’atelier
minutes-line = Faire un point d’une ligne
minutes-line-lead = Une ligne n’a pas été reconnue ? Donnez son numéro. Ce qui est avant « : » devient le titre.
minutes-line-number = Numéro de la ligne
minutes-line-save = Faire un point
minutes-prepare = Placer les points
minutes-prepare-lead = Les freins deviennent des phrases à juger. Les alliances deviennent des solutions. Les dates sont proposées : vous les changez après.
minutes-conditions = Que faire des conditions pour réussir ?
minutes-conditions-decision = Un vote : chacun coche celles qui comptent
minutes-conditions-opinion = Des phrases : chacun dit s’il est d’accord
minutes-questionnaire = Questions
minutes-questionnaire-yes = Ajouter deux questions courtes au début
minutes-prepare-send = Préparer la consultation
minutes-split-title = Couper en deux
minutes-split-lead = Où commence le deuxième point ?
minutes-split-second = Titre du deuxième point
minutes-split-second-hint = Si vous laissez vide, le titre vient du texte.
minutes-split-send = Couper ici

## A line that cannot become an item, and items that cannot be joined
fault-minutes-no-such-line = Il n’y a pas de texte à cette ligne. Recopiez le numéro écrit devant elle.
fault-minutes-line-taken = Un point a déjà été lu dans cette ligne. Changez ce point.
fault-minutes-too-many-items = Il y a déjà trop de points. Joignez-en d’abord.
fault-minutes-merge-too-long = Les deux points réunis sont trop longs. Raccourcissez-en un d’abord.
